package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.hibernate.validator.HibernateValidator;
import org.junit.jupiter.api.Test;

/** Hibernate Validator's start-up is paid by the first validation, and once. */
class StartupTest {
    /** Runs in a process of its own. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            JobCodec codec = JobCodec.standard();
            JobValidator first = JobValidator.standard();
            JobValidator second = JobValidator.standard();
            JobDocument document = codec.readJob(Docs.bytes(Docs.JOB));
            System.out.println("MARK read");
            first.validate(document);
            System.out.println("MARK validated");
            second.validate(document);
            second.check(codec.write(document));
        }
    }

    /** The rules are tried beside two lines of Hibernate Validator; the build says which one it meant. */
    @Test
    void theLineThatWasMeantIsTheOneOnTheClassPath() {
        assertThat(HibernateValidator.class.getPackage().getImplementationVersion())
                .startsWith(System.getProperty("guestkit.test.validator", "9."));
    }

    @Test
    void validationStartsLazilyAndOnce() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+init=info",
                        "-verbose:class",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int read = output.indexOf("MARK read");
        int validated = output.indexOf("MARK validated");
        assertThat(read)
                .as(output.substring(0, Math.min(2000, output.length())))
                .isPositive();
        assertThat(validated).isGreaterThan(read);
        assertThat(output.substring(0, read)).doesNotContain("org.hibernate.validator.HibernateValidator");
        assertThat(output.substring(read, validated))
                .contains("org.hibernate.validator.internal.engine.ValidatorFactoryImpl");
        assertThat(output.substring(validated)).doesNotContain("HV000001", "ValidatorFactoryImpl");
    }
}
