package dev.guestkit.guestfacts.internal;

import dev.guestkit.guestfacts.FileFacts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads X.509 certificates in PEM and DER; private keys beside them in a file are skipped unread. */
public final class Certificates {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final int MAX_PER_FILE = 50;
    private static final int MAX_ALL = 2000;
    private static final int MAX_BYTES = 64 << 10;

    private final Probe probe;
    private final Instant now;
    private final List<FileFacts.Certificate> found = new ArrayList<>();

    /** {@code now} decides what has expired. */
    public Certificates(Probe probe, Instant now) {
        this.probe = probe;
        this.now = now;
    }

    /** All certificates of the files that the patterns match, the one that ends first first. */
    public List<FileFacts.Certificate> read(List<String> patterns) {
        Set<String> paths = new TreeSet<>();
        patterns.forEach(p -> probe.files().glob(p).forEach(paths::add));
        paths.stream()
                .filter(p -> probe.files().stat(p).filter(n -> n.size() > 0).isPresent())
                .forEach(this::file);
        found.sort(Comparator.comparing(FileFacts.Certificate::notAfter).thenComparing(FileFacts.Certificate::path));
        return found;
    }

    private void file(String path) {
        byte[] bytes = probe.bytes(path).map(b -> b.bytes()).orElse(new byte[0]);
        if (bytes.length > 0 && bytes[0] == 0x30 && bytes.length <= MAX_BYTES) {
            add(path, bytes);
            return;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(BEGIN);
        for (int i = 0; at >= 0 && i < MAX_PER_FILE; i++) {
            int end = text.indexOf(END, at);
            if (end < 0 || end - at > 2 * MAX_BYTES) {
                probe.notes().add(path + ": a certificate is cut short");
                return;
            }
            decode(text.substring(at + BEGIN.length(), end))
                    .ifPresentOrElse(
                            der -> add(path, der), () -> probe.notes().add(path + ": a certificate is no Base64"));
            at = text.indexOf(BEGIN, end);
        }
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void add(String path, byte[] der) {
        if (found.size() >= MAX_ALL) {
            probe.notes().add("only the first " + MAX_ALL + " certificates are listed");
            return;
        }
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            found.add(describe(path, (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der))));
        } catch (CertificateException | RuntimeException e) {
            // Providers also throw unchecked exceptions over keys they do not like; the other certificates still count.
            probe.notes().add(path + ": no readable certificate: " + e.getMessage());
        }
    }

    private FileFacts.Certificate describe(String path, X509Certificate c) throws CertificateParsingException {
        Instant end = c.getNotAfter().toInstant();
        return new FileFacts.Certificate(
                Text.clean(path),
                Text.clean(c.getSubjectX500Principal().getName()),
                Text.clean(c.getIssuerX500Principal().getName()),
                Text.clean(c.getSerialNumber().toString(16)),
                c.getNotBefore().toInstant().toString(),
                end.toString(),
                end.isBefore(now),
                c.getBasicConstraints() >= 0,
                Text.clean(c.getPublicKey().getAlgorithm()),
                bits(c.getPublicKey()),
                Text.clean(c.getSigAlgName()),
                names(c));
    }

    private static Optional<Integer> bits(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return Optional.of(rsa.getModulus().bitLength());
        }
        if (key instanceof ECPublicKey ec) {
            return Optional.of(ec.getParams().getCurve().getField().getFieldSize());
        }
        return key instanceof DSAPublicKey dsa && dsa.getParams() != null
                ? Optional.of(dsa.getParams().getP().bitLength())
                : Optional.empty();
    }

    private static List<String> names(X509Certificate c) throws CertificateParsingException {
        Collection<List<?>> all = c.getSubjectAlternativeNames();
        List<String> names = new ArrayList<>();
        // Types 2 and 7 are DNS names and addresses (RFC 5280, 4.2.1.6).
        for (List<?> name : all == null ? List.<List<?>>of() : all) {
            boolean plain = name.size() > 1 && name.get(1) instanceof String && names.size() < 100;
            if (plain
                    && (Integer.valueOf(2).equals(name.get(0))
                            || Integer.valueOf(7).equals(name.get(0)))) {
                names.add(Text.clean(String.valueOf(name.get(1))));
            }
        }
        return names;
    }
}
