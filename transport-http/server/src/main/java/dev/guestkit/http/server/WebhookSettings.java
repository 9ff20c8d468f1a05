package dev.guestkit.http.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How webhooks of forges are taken. Immutable; made by {@link #builder()}. */
public final class WebhookSettings {
    private final Optional<byte[]> secret;
    private final boolean unsigned;
    private final List<WebhookRule> rules;
    private final Duration shown;

    private WebhookSettings(Builder builder) {
        secret = builder.secret.map(byte[]::clone);
        unsigned = builder.unsigned;
        rules = List.copyOf(builder.rules);
        shown = builder.shown;
    }

    /** No secret and no rule: everything is refused until one of them is said. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy of the secret that forges sign with, empty when there is none. */
    public Optional<byte[]> secret() {
        return secret.map(byte[]::clone);
    }

    /** Whether anybody may send events while there is no secret. */
    public boolean takesUnsigned() {
        return unsigned;
    }

    /** The rules, of which the first that matches wins; without any a push becomes a job {@code ci.build}. */
    public List<WebhookRule> rules() {
        return rules;
    }

    /** How long an ended job is shown at {@code /jobs}. */
    public Duration shown() {
        return shown;
    }

    /** Says how. Not thread-safe. */
    public static final class Builder {
        private Optional<byte[]> secret = Optional.empty();
        private boolean unsigned;
        private final List<WebhookRule> rules = new ArrayList<>();
        private Duration shown = Duration.ofHours(24);

        private Builder() {}

        /**
         * The secret that forges sign with; copied.
         *
         * @throws IllegalArgumentException when it is empty
         */
        public Builder secret(byte[] key) {
            if (key.length == 0) {
                throw new IllegalArgumentException("the webhook secret is empty; anybody could sign with it");
            }
            secret = Optional.of(key.clone());
            return this;
        }

        /** Takes events from anybody while there is no secret. */
        public Builder takeUnsigned() {
            unsigned = true;
            return this;
        }

        /** Adds a rule behind those before. */
        public Builder rule(WebhookRule rule) {
            rules.add(rule);
            return this;
        }

        /** How long an ended job is shown at {@code /jobs}. Default: 24 hours. */
        public Builder shown(Duration time) {
            shown = time;
            return this;
        }

        /** The settings. */
        public WebhookSettings build() {
            return new WebhookSettings(this);
        }
    }
}
