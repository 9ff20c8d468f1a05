package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Submits and finishes one job in a process of its own, for its system calls to be watched. */
final class TracedSubmitter {
    static final String JOB = "traced-0001";

    private TracedSubmitter() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (FileTransport transport = FileTransport.builder(Path.of(args[0]))
                .syncer(syncer(args[1]))
                .takesDrops(false)
                .build()) {
            transport.client().submit(Echoes.submission(JOB));
            out.println("acknowledged-submit");
            Claim claim =
                    Echoes.claim(transport.source(), Duration.ofSeconds(10)).orElseThrow();
            transport.source().start(claim.token(), true);
            transport.source().finish(claim.token(), new Finish.Done(Echoes.completed(JOB, "w-1")));
            out.println("acknowledged-finish");
        }
    }

    private static Syncer syncer(String leftOut) {
        return new Syncer() {
            @Override
            public void file(FileDescriptor file) throws java.io.IOException {
                if (!leftOut.equals("file")) {
                    Syncer.REAL.file(file);
                }
            }

            @Override
            public void directory(Path directory) throws java.io.IOException {
                if (!leftOut.equals("directory")) {
                    Syncer.REAL.directory(directory);
                }
            }
        };
    }
}
