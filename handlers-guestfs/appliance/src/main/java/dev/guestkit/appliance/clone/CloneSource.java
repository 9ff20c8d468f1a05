package dev.guestkit.appliance.clone;

import java.io.IOException;

/** Where fresh clones of a template come from. */
interface CloneSource {
    /** A clone that nobody has used; the caller ends it. */
    CloneProcess take() throws IOException, InterruptedException;

    /** One that was taken is no more. */
    void given();
}
