package dev.guestkit.http.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Says anything at all to a server, which no client library would. */
final class Raw {
    private Raw() {}

    /** Everything that comes back until the server closes the connection or is silent for a while. */
    static String say(URI server, String text) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(1500);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] piece = new byte[4096];
            try {
                for (int n = socket.getInputStream().read(piece);
                        n > 0;
                        n = socket.getInputStream().read(piece)) {
                    answer.write(piece, 0, n);
                }
            } catch (SocketTimeoutException e) {
                // a connection that is kept: what came is all there is
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
