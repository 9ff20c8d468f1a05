package dev.guestkit.app.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private final Secrets secrets = new Secrets(List.of("hunter2!", "hunter2!-and-more", "abc"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:S3CRET@example.org/x",
                "https://S3CRET@example.org/x",
                "id AKIAS3CRETABCDEFGHIJ",
                "Authorization: Bearer S3CRETS3CRET",
                "password=S3CRET",
                "PASSWORD: 'S3CRET'",
                "{\"db_password\": \"S3CRET\", \"a\": 1}",
                "--api-key=S3CRET",
                "token = S3CRET&x=1",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nS3CRET\n-----END OPENSSH PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nS3CRET",
                "eyJS3CRETS3CRET.eyJS3CRET.S3CRET",
                "ghp_S3CRETS3CRETS3CRET",
                "root:$6$salt$S3CRETS3CRET:19000:",
                "tried S3CRET hunter2!-and-more hunter2!"
            })
    void whatHasTheFormOfASecretIsRemoved(String text) {
        Secrets all = new Secrets(List.of("hunter2!", "hunter2!-and-more", "tried S3CRET"));
        assertThat(all.text(text))
                .doesNotContain("S3CRET", "hunter2", "-and-more")
                .contains(Secrets.REMOVED);
    }

    @Test
    void membersThatAreCalledLikeSecretsAreRemovedWithAllInThem() throws Exception {
        String tree = new ObjectMapper()
                .readTree(
                        "{\"data\": {\"vcenter\": {\"user\": \"u\", \"Pass-Phrase\": {\"a\": [\"S3CRET\"]}, \"clientSecret\": 12345}, \"pin\": 1234,"
                                + " \"key\": \"S3CRET\", \"list\": [{\"accessKey\": null}, \"https://a:S3CRET@b\"]}}")
                .toString();
        String clean = secrets.tree(new ObjectMapper().readTree(tree)).toString();
        assertThat(clean).doesNotContain("S3CRET", "12345", "1234").contains("\"user\":\"u\"");
    }

    @Test
    void whatHelpsStays() throws Exception {
        String tree = "{\"job_id\":\"job-01K8\",\"execution\":{\"idempotency_key\":\"nightly-7\",\"attempt\":2},"
                + "\"checksum\":\"sha256:" + "ab".repeat(32) + "\",\"path\":\"/var/lib/images/web 1.qcow2\","
                + "\"message\":\"no key fits /dev/sda2: the passphrase is wrong, see https://example.org/doc?x=1\",\"abc\":\"abc\"}";
        assertThat(secrets.tree(new ObjectMapper().readTree(tree))).hasToString(tree);
    }

    @Test
    void variablesThatAreCalledLikeSecretsAreKnown() {
        assertThat(Secrets.ofEnvironment(Map.of(
                        "DISK_KEY",
                        "one",
                        "API_TOKEN",
                        "two",
                        "MY_PASSWORD",
                        "three",
                        "HOME",
                        "/root",
                        "KEYMAP",
                        "de",
                        "PWD",
                        "/vms",
                        "OLDPWD",
                        "/tmp",
                        "USE_PASSWORD",
                        "False")))
                .containsExactlyInAnyOrder("one", "two", "three");
    }

    @Property(tries = 300)
    void aKnownSecretNeverStays(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 5, max = 20) String secret,
            @ForAll String before,
            @ForAll String after) {
        assertThat(new Secrets(List.of(secret)).text(before + secret + after).replace(Secrets.REMOVED, ""))
                .doesNotContain(secret);
    }

    @Test
    void longTextIsReadInTime() {
        for (String part : List.of("password", "a://", "-----BEGIN ", "token=", "$6$", "eyJaaaaaaaa.", "a ")) {
            assertThat(secrets.text(part.repeat(200_000))).isNotNull();
        }
    }
}
