package org.restante.conformance.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory for the data of a broker. */
public final class DataDirectory {

    private final Path path;

    /** Creates the directory. */
    public DataDirectory() {
        try {
            path = Files.createTempDirectory("conformance-broker");
        } catch (IOException e) {
            throw new IllegalStateException("No temporary directory for the data of the broker", e);
        }
    }

    /** Deletes the directory with all that is in it. */
    public void delete() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
