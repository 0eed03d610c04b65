package org.restante.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Empty directories for brokers, all below one directory. The disk of that directory is measured. */
public final class Directories {

    private Directories() {}

    /** Creates a directory of this name, or empties it. */
    public static Path empty(Path below, String name) throws IOException {
        Path directory = below.resolve(name);
        delete(directory);
        return Files.createDirectories(directory);
    }

    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The size of all files, in bytes. */
    static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toFile)
                    .filter(java.io.File::isFile)
                    .mapToLong(java.io.File::length)
                    .sum();
        }
    }
}
