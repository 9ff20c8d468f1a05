package dev.guestkit.appliance.child;

import dev.guestkit.appliance.child.Binding.BindingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One machine for one parent. Requests come by standard input, answers go to standard output. When the input ends, the parent is gone or
 * done: the machine is killed, the directory removed, and this process halts, whatever the binding is doing.
 */
public final class Main {
    private final Path directory;
    private final OutputStream answers;
    private final Commands commands;

    private Main(Path directory, OutputStream answers, Commands commands) {
        this.directory = directory;
        this.answers = answers;
        this.commands = commands;
    }

    /**
     * Starts.
     *
     * @param arguments the private directory
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[0]);
        // libguestfs or a library below it may print: that must not get between the frames.
        OutputStream answers = new java.io.FileOutputStream(java.io.FileDescriptor.out);
        System.setOut(System.err);
        BlockingQueue<Wire.Frame> requests = new LinkedBlockingQueue<>(16);
        Thread reader = new Thread(() -> read(requests, directory), "requests");
        reader.setDaemon(true);
        reader.start();
        Main main = new Main(directory, answers, new Commands(directory));
        while (true) {
            main.serve(requests.take());
        }
    }

    private static void read(BlockingQueue<Wire.Frame> requests, Path directory) {
        try {
            while (true) {
                requests.add(Wire.read(System.in));
            }
        } catch (IOException | RuntimeException endOrNonsense) {
            Remains.end(directory);
        }
    }

    private void serve(Wire.Frame request) {
        try {
            answer(Wire.OK, commands.execute(request));
        } catch (BindingException | RuntimeException | IOException e) {
            answer(Wire.FAILED, Wire.bytes(String.valueOf(e.getMessage())));
        } catch (LinkageError e) {
            answer(Wire.FAILED, Wire.bytes("libguestfs cannot be loaded: " + e));
        }
    }

    private void answer(byte kind, byte[] field) {
        try {
            Wire.write(answers, kind, field);
        } catch (IOException parentIsGone) {
            Remains.end(directory);
        }
    }
}
