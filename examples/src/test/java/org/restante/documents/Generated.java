package org.restante.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the repository that a test makes. With {@code -Ddocs.pictures=write} it is written anew; always it is compared. */
final class Generated {

    static final Path TOP = Path.of("..");

    private Generated() {}

    static void check(String file, String made) throws IOException {
        Path path = TOP.resolve(file);
        if ("write".equals(System.getProperty("docs.pictures"))) {
            Files.writeString(path, made);
        }
        String committed = Files.exists(path) ? String.join("\n", Files.readAllLines(path)) + "\n" : "";
        assertEquals(
                made,
                committed,
                () -> file + " is not up to date; CONTRIBUTING.md has the command that writes the pictures anew");
    }
}
