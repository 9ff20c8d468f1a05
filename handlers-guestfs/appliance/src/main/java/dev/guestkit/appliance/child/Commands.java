package dev.guestkit.appliance.child;

import dev.guestkit.appliance.child.Binding.BindingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What can be asked of this process. */
final class Commands {
    /** Folder in the appliance that files are taken from: libguestfs copies only from below its root for guests. */
    private static final String BOX = "/sysroot/gk";

    private static final int INLINE = 300_000;
    private static final int LONGEST_ERROR = 2_000;

    private final Path directory;
    private @Nullable Binding binding;

    Commands(Path directory) {
        this.directory = directory;
    }

    byte[] execute(Wire.Frame request) throws BindingException, IOException {
        return switch (request.kind()) {
            case Wire.LAUNCH -> launch(request);
            case Wire.RUN -> run(request.text(0), Integer.parseInt(request.text(1)));
            case Wire.FETCH -> fetch(request.text(0), Path.of(request.text(1)), Long.parseLong(request.text(2)));
            case Wire.UNLOCK -> unlock(request);
            default -> throw new IOException("unknown request " + request.kind());
        };
    }

    private byte[] launch(Wire.Frame request) throws BindingException {
        boolean forceTcg = Boolean.parseBoolean(request.text(0));
        Binding started = new Binding();
        started.configure(forceTcg, Integer.parseInt(request.text(1)), directory.toString());
        List<byte[]> fields = request.fields();
        for (byte[] overlay : fields.subList(2, fields.size())) {
            started.addDrive(new String(overlay, StandardCharsets.UTF_8));
        }
        started.launch();
        binding = started;
        started.shell("mount -t tmpfs -o mode=700 none /sysroot && mkdir " + BOX + " /gk");
        return Wire.bytes(started.version());
    }

    private Binding started() throws IOException {
        Binding current = binding;
        if (current == null) {
            throw new IOException("no machine was started");
        }
        return current;
    }

    // Output is carried encoded because strings of the binding end at NUL and break on bytes that are not UTF-8.
    private byte[] run(String script, int limit) throws BindingException, IOException {
        String answer = started()
                .shell("bash -s > " + BOX + "/out 2> " + BOX + "/err <<'GUESTKIT-END'\n" + script + "\nGUESTKIT-END\n"
                        + "s=$?; echo $s; f=out; [ $s = 0 ] || f=err; head -c " + (INLINE + 1) + " " + BOX
                        + "/$f | base64 -w 0; echo; echo end");
        String[] lines = answer.split("\n", -1);
        if (lines.length < 3 || !lines[2].equals("end")) {
            throw new IOException("the appliance's shell answered " + answer.length() + " characters without sense");
        }
        byte[] output = Base64.getDecoder().decode(lines[1]);
        if (!lines[0].equals("0")) {
            String error = new String(output, 0, Math.min(output.length, LONGEST_ERROR), StandardCharsets.UTF_8);
            throw new IOException("status " + lines[0] + ": " + error.strip());
        }
        if (output.length <= INLINE) {
            return output;
        }
        Path copy = directory.resolve("out");
        try {
            fetch("/gk/out", copy, limit);
            return Files.readAllBytes(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private byte[] fetch(String remote, Path local, long limit) throws BindingException, IOException {
        CountDownLatch done = new CountDownLatch(1);
        Thread watch = new Thread(() -> watch(local, limit, done), "size");
        watch.setDaemon(true);
        watch.start();
        try {
            started().download(remote, local.toString());
        } finally {
            done.countDown();
        }
        long size = Files.size(local);
        if (size > limit) {
            throw new IOException("more than " + limit + " bytes");
        }
        return Wire.bytes(Long.toString(size));
    }

    // A machine that was taken over could send for ever: its end is the end of the transfer.
    private static void watch(Path file, long limit, CountDownLatch done) {
        try {
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
                if (Files.exists(file) && Files.size(file) > limit) {
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] unlock(Wire.Frame request) throws BindingException, IOException {
        String key = request.text(1);
        try {
            started().openLuks(request.text(0), key, request.text(2));
            return Wire.bytes("open");
        } catch (BindingException e) {
            String why = String.valueOf(e.getMessage());
            if (why.contains("No key available") || why.contains("incorrect") || why.contains("wrong")) {
                return Wire.bytes("refused");
            }
            throw e;
        }
    }
}
