package org.restante.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a generated file of the repository with its generated text. With {@code -Ddocs.pictures=write} the file is first written. */
final class Generated {

    static final Path TOP = Path.of("..");

    private Generated() {}

    static void check(String file, String generated) throws IOException {
        Path path = TOP.resolve(file);
        if ("write".equals(System.getProperty("docs.pictures"))) {
            Files.writeString(path, generated);
        }
        String committed = Files.exists(path) ? String.join("\n", Files.readAllLines(path)) + "\n" : "";
        assertEquals(
                generated,
                committed,
                () -> file + " is not up to date; CONTRIBUTING.md has the command that updates it");
    }
}
