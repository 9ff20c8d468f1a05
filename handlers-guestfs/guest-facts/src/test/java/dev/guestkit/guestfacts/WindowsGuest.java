package dev.guestkit.guestfacts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** Makes registry hives: an empty one of our own, filled by hivexregedit. */
final class WindowsGuest {
    static final String SOFTWARE = """
            [\\Microsoft\\Windows NT\\CurrentVersion]
            "ProductName"=str(1):"Windows 10 Pro"
            "CurrentMajorVersionNumber"=dword:0000000a
            "CurrentMinorVersionNumber"=dword:00000000
            "CurrentVersion"=str(1):"6.3"
            "CurrentBuildNumber"=str(1):"22631"
            "UBR"=dword:00000e51
            "InstallationType"=str(1):"Client"
            "DisplayVersion"=str(1):"23H2"

            [\\Microsoft\\Cryptography]
            "MachineGuid"=str(1):"0a0a0a0a-1111-2222-3333-444444444444"

            [\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{GUID-1}]
            "DisplayName"=str(1):"QEMU guest agent"
            "DisplayVersion"=str(1):"107.0.0"
            "Publisher"=str(1):"Red Hat, Inc."
            "EstimatedSize"=dword:00000800

            [\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\NoName]
            "SystemComponent"=dword:00000001

            [\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Old]
            "DisplayName"=str(1):"Some old thing"

            """;

    static final String SYSTEM = """
            [\\Select]
            "Current"=dword:00000002

            [\\ControlSet001\\Services\\wrong]
            "Start"=dword:00000002
            "Type"=dword:00000010

            [\\ControlSet002\\Services\\QEMU-GA]
            "Start"=dword:00000002
            "Type"=dword:00000010
            "DisplayName"=str(1):"QEMU Guest Agent"
            "ImagePath"=str(2):"\\"C:\\\\Program Files\\\\qemu-ga.exe\\""

            [\\ControlSet002\\Services\\Late]
            "Start"=dword:00000002
            "DelayedAutostart"=dword:00000001
            "Type"=dword:00000020

            [\\ControlSet002\\Services\\viostor]
            "Start"=dword:00000000
            "Type"=dword:00000001

            [\\ControlSet002\\Services\\Off]
            "Start"=dword:00000004
            "Type"=dword:00000010

            [\\ControlSet002\\Services\\Tcpip\\Parameters]
            "Hostname"=str(1):"WINHOST"

            [\\ControlSet002\\Services\\Tcpip\\Parameters\\Interfaces\\{aaaa}]
            "EnableDHCP"=dword:00000000
            "IPAddress"=hex(7):31,00,30,00,2e,00,30,00,2e,00,30,00,2e,00,35,00,00,00,00,00
            "SubnetMask"=hex(7):32,00,35,00,35,00,2e,00,30,00,2e,00,30,00,2e,00,30,00,00,00,00,00
            "NameServer"=str(1):"10.0.0.1,10.0.0.2"

            [\\ControlSet002\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\{aaaa}\\Connection]
            "Name"=str(1):"Ethernet"

            [\\ControlSet002\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\PublicProfile]
            "EnableFirewall"=dword:00000001

            [\\ControlSet002\\Control\\Session Manager\\Environment]
            "PROCESSOR_ARCHITECTURE"=str(1):"AMD64"

            [\\ControlSet002\\Control\\TimeZoneInformation]
            "TimeZoneKeyName"=str(1):"W. Europe Standard Time"

            [\\MountedDevices]
            "\\\\DosDevices\\\\C:"=hex(3):44,4d,49,4f,3a,49,44,3a,33,22,11,00,55,44,77,66,88,99,aa,bb,cc,dd,ee,ff
            "\\\\DosDevices\\\\D:"=hex(3):78,56,34,12,00,00,10,00,00,00,00,00

            """;

    private WindowsGuest() {}

    static Path hive(Path dir, String name, String content) throws IOException {
        Path hive = dir.resolve(name);
        Files.write(hive, empty());
        Files.writeString(
                dir.resolve(name + ".reg"), "Windows Registry Editor Version 5.00\n\n" + withParents(content));
        Tools.run(dir, "hivexregedit", "--merge", hive.toString(), name + ".reg");
        return hive;
    }

    /** hivexregedit makes no key whose parent is not there yet. */
    private static String withParents(String content) {
        StringBuilder out = new StringBuilder();
        Set<String> made = new HashSet<>();
        for (String line : content.lines().toList()) {
            for (int i = 2; line.startsWith("[") && i < line.length(); i++) {
                if (line.charAt(i) == '\\' && made.add(line.substring(0, i))) {
                    out.append(line, 0, i).append("]\n\n");
                }
            }
            out.append(line).append('\n');
        }
        return out.toString();
    }

    /** SAM of Administrator (no password, disabled) and alice (password set), who is an administrator. */
    static String sam() {
        String users = "[\\SAM\\Domains\\Account\\Users";
        return users + "\\Names\\Administrator]\n@=hex(1f4):\n\n" + users + "\\Names\\alice]\n@=hex(3e9):\n\n"
                + users + "\\000001F4]\n\"F\"=hex(3):" + f(0x211) + "\n\"V\"=hex(3):" + v("", 4) + "\n\n"
                + users + "\\000003E9]\n\"F\"=hex(3):" + f(0x210) + "\n\"V\"=hex(3):" + v("Alice A", 20) + "\n\n"
                + "[\\SAM\\Domains\\Builtin\\Aliases\\Names\\Administrators]\n@=hex(220):\n\n"
                + "[\\SAM\\Domains\\Builtin\\Aliases\\00000220]\n\"C\"=hex(3):" + c() + "\n\n";
    }

    private static String f(int flags) {
        return hex(ByteBuffer.allocate(0x50).order(ByteOrder.LITTLE_ENDIAN).putShort(0x38, (short) flags));
    }

    private static String v(String fullName, int hashLength) {
        byte[] name = fullName.getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer v = ByteBuffer.allocate(0xcc + name.length + hashLength).order(ByteOrder.LITTLE_ENDIAN);
        v.putInt(0x18, 0).putInt(0x1c, name.length).putInt(0xa8, name.length).putInt(0xac, hashLength);
        return hex(v.put(0xcc, name));
    }

    private static String c() {
        ByteBuffer c = ByteBuffer.allocate(0x34 + 28).order(ByteOrder.LITTLE_ENDIAN);
        c.putInt(0x28, 0).putInt(0x2c, 28).putInt(0x30, 1);
        c.put(0x34, (byte) 1).put(0x35, (byte) 5).put(0x3b, (byte) 5);
        c.putInt(0x3c, 21).putInt(0x40, 7).putInt(0x44, 8).putInt(0x48, 9).putInt(0x4c, 1001);
        return hex(c);
    }

    private static String hex(ByteBuffer buffer) {
        return HexFormat.ofDelimiter(",").formatHex(buffer.array());
    }

    /** A hive of one empty root key, with a security cell and the rest of its bin free. */
    static byte[] empty() {
        ByteBuffer b = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
        b.put(0, "regf".getBytes())
                .putInt(4, 1)
                .putInt(8, 1)
                .putInt(20, 1)
                .putInt(24, 3)
                .putInt(32, 1);
        b.putInt(36, 0x20).putInt(40, 4096).putInt(44, 1);
        int sum = 0;
        for (int i = 0; i < 508; i += 4) {
            sum ^= b.getInt(i);
        }
        b.putInt(508, sum);
        b.put(4096, "hbin".getBytes()).putInt(4096 + 8, 4096);
        byte[] name = "ROOT".getBytes();
        int key = 4096 + 0x20;
        b.putInt(key, -0x58).put(key + 4, "nk".getBytes()).putShort(key + 6, (short) 0x2c);
        for (int none : new int[] {32, 36, 44, 52}) {
            b.putInt(key + none, -1);
        }
        b.putInt(key + 48, 0x78).putShort(key + 76, (short) name.length).put(key + 80, name);
        byte[] rights = HexFormat.of()
                .parseHex("010004801400000020000000000000000000000001010000000000050b000000"
                        + "01010000000000050b000000");
        int security = key + 0x58;
        b.putInt(security, -0x48)
                .put(security + 4, "sk".getBytes())
                .putInt(security + 8, 0x78)
                .putInt(security + 12, 0x78);
        b.putInt(security + 16, 1).putInt(security + 20, rights.length).put(security + 24, rights);
        b.putInt(security + 0x48, 4096 - 0x20 - 0x58 - 0x48);
        return b.array();
    }
}
