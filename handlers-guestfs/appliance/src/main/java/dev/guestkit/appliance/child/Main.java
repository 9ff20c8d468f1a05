package dev.guestkit.appliance.child;

import dev.guestkit.appliance.child.Binding.BindingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * One machine for one parent. Requests come by standard input, answers go to standard output. When the input ends, the parent is gone or
 * done: the machine is killed, the folders removed, and this process halts, whatever the binding is doing.
 */
public final class Main {
    private final List<Path> folders;
    private final OutputStream answers;
    private final Commands commands;

    private Main(List<Path> folders, OutputStream answers, Commands commands) {
        this.folders = folders;
        this.answers = answers;
        this.commands = commands;
    }

    /**
     * Starts.
     *
     * @param arguments the private directory, then what else goes when the parent is gone
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<Path> folders = Stream.of(arguments).map(Path::of).toList();
        // libguestfs or a library below it may print: that must not get between the frames.
        OutputStream answers = new java.io.FileOutputStream(java.io.FileDescriptor.out);
        System.setOut(System.err);
        BlockingQueue<Wire.Frame> requests = new LinkedBlockingQueue<>(16);
        Thread reader = new Thread(() -> read(requests, folders), "requests");
        reader.setDaemon(true);
        reader.start();
        Main main = new Main(folders, answers, new Commands(folders.get(0)));
        while (true) {
            main.serve(requests.take());
        }
    }

    private static void read(BlockingQueue<Wire.Frame> requests, List<Path> folders) {
        try {
            while (true) {
                requests.add(Wire.read(System.in));
            }
        } catch (IOException | RuntimeException endOrNonsense) {
            Remains.end(folders);
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
            Remains.end(folders);
        }
    }
}
