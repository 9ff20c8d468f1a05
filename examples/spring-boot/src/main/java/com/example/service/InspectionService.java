package com.example.service;

import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.Worker;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A service with an embedded worker: two beans, which Spring closes in the right order. */
@SpringBootApplication
public class InspectionService {
    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(InspectionService.class, args).close();
    }

    @Bean(destroyMethod = "close")
    FileTransport spool(@Value("${spool}") Path directory) {
        return FileTransport.open(directory);
    }

    @Bean(destroyMethod = "close")
    Worker worker(FileTransport spool, @Value("${images}") Path images) {
        return Worker.builder(spool).allowedRoot(images).start();
    }
}
