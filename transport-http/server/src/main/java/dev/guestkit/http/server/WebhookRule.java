package dev.guestkit.http.server;

import dev.guestkit.job.Json;

/**
 * Which event of a forge becomes which job. In the patterns {@code *} stands for any text and {@code ?} for one character.
 *
 * @param repository pattern of the full name, such as {@code acme/*}
 * @param branch pattern of the short name
 * @param event pattern of the event's name, such as {@code push}
 * @param template a job document of which the door fills in what is missing; in its strings <code>{{repository}}</code>,
 *     <code>{{branch}}</code>, <code>{{commit}}</code> and <code>{{author}}</code> stand for what the event says
 */
public record WebhookRule(String repository, String branch, String event, Json template) {
    /**
     * Looks at the template.
     *
     * @throws IllegalArgumentException when it is no object
     */
    public WebhookRule {
        if (!template.toNode().isObject()) {
            throw new IllegalArgumentException("the template of a webhook rule must be an object: a job document");
        }
    }
}
