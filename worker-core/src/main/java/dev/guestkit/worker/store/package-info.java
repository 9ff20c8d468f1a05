/**
 * For authors of transports: the state machine, what every step makes of a job, the order and the eligibility of claims, and
 * the index behind listings. A transport stores what these decide and adds its own atomicity; it decides nothing itself.
 */
@NullMarked
package dev.guestkit.worker.store;

import org.jspecify.annotations.NullMarked;
