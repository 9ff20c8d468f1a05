package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Text;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What OpenSSH's server does when nothing is set (sshd_config(5) of OpenSSH 9.2, upstream's defaults). */
final class SshdDefaults {
    /** What may stand below Match (sshd_config(5)). */
    static final Set<String> IN_MATCH = Set.of(
            ("acceptenv allowagentforwarding allowgroups allowstreamlocalforwarding allowtcpforwarding allowusers "
                            + "authenticationmethods authorizedkeyscommand authorizedkeyscommanduser authorizedkeysfile "
                            + "authorizedprincipalscommand authorizedprincipalscommanduser authorizedprincipalsfile banner "
                            + "casignaturealgorithms channeltimeout chrootdirectory clientalivecountmax clientaliveinterval denygroups "
                            + "denyusers disableforwarding exposeauthinfo forcecommand gatewayports gssapiauthentication "
                            + "hostbasedacceptedalgorithms hostbasedauthentication hostbasedusesnamefrompacketonly ignorerhosts ipqos "
                            + "kbdinteractiveauthentication kerberosauthentication loglevel maxauthtries maxsessions "
                            + "passwordauthentication permitemptypasswords permitlisten permitopen permitrootlogin permittty "
                            + "permittunnel permituserrc pubkeyacceptedalgorithms pubkeyauthentication pubkeyauthoptions rekeylimit "
                            + "revokedkeys rdomain setenv streamlocalbindmask streamlocalbindunlink trustedusercakeys "
                            + "unusedconnectiontimeout x11displayoffset x11forwarding x11uselocalhost")
                    .split(" "));

    static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("port", "22"),
            Map.entry("permitrootlogin", "without-password"),
            Map.entry("passwordauthentication", "yes"),
            Map.entry("kbdinteractiveauthentication", "yes"),
            Map.entry("pubkeyauthentication", "yes"),
            Map.entry("hostbasedauthentication", "no"),
            Map.entry("gssapiauthentication", "no"),
            Map.entry("kerberosauthentication", "no"),
            Map.entry("permitemptypasswords", "no"),
            Map.entry("permituserenvironment", "no"),
            Map.entry("permittunnel", "no"),
            Map.entry("usepam", "no"),
            Map.entry("usedns", "no"),
            Map.entry("x11forwarding", "no"),
            Map.entry("allowtcpforwarding", "yes"),
            Map.entry("allowagentforwarding", "yes"),
            Map.entry("allowstreamlocalforwarding", "yes"),
            Map.entry("gatewayports", "no"),
            Map.entry("strictmodes", "yes"),
            Map.entry("ignorerhosts", "yes"),
            Map.entry("ignoreuserknownhosts", "no"),
            Map.entry("maxauthtries", "6"),
            Map.entry("maxsessions", "10"),
            Map.entry("maxstartups", "10:30:100"),
            Map.entry("logingracetime", "120"),
            Map.entry("clientaliveinterval", "0"),
            Map.entry("clientalivecountmax", "3"),
            Map.entry("tcpkeepalive", "yes"),
            Map.entry("printmotd", "yes"),
            Map.entry("banner", "none"),
            Map.entry("loglevel", "INFO"),
            Map.entry("syslogfacility", "AUTH"),
            Map.entry("authorizedkeysfile", ".ssh/authorized_keys .ssh/authorized_keys2"));

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhdw]?)");

    private SshdDefaults() {}

    /** {@code 1h30m} in seconds (sshd_config(5), "TIME FORMATS"). */
    static Optional<String> seconds(String time) {
        Matcher m = SPAN.matcher(time);
        long sum = 0;
        int end = 0;
        while (m.find() && m.start() == end) {
            long unit = switch (m.group(2)) {
                case "m" -> 60;
                case "h" -> 3600;
                case "d" -> 86_400;
                case "w" -> 604_800;
                default -> 1;
            };
            sum += Text.number(m.group(1)).orElse(0L) * unit;
            end = m.end();
        }
        return end == time.length() && end > 0 ? Optional.of(String.valueOf(sum)) : Optional.empty();
    }
}
