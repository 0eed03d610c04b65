package org.restante.shell.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens files that the user has named; a failure names the file and what is wrong with it. */
public final class InputFile {

    private InputFile() {}

    /**
     * The path of a name.
     *
     * @throws ShellException if no file can have this name
     */
    public static Path named(String name) {
        if (name.isEmpty()) {
            throw ShellException.usage("the name of the file is empty");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw ShellException.usage(OptionTypes.invalid(e));
        }
    }

    /**
     * The file itself, which is not a directory: a directory can be opened, and only reading it fails, without its name.
     *
     * @throws ShellException if it is a directory
     */
    public static Path notDirectory(Path file) {
        if (Files.isDirectory(file)) {
            throw ShellException.failed(file + " is a directory; name a file in it");
        }
        return file;
    }

    public static InputStream open(Path file) throws IOException {
        return Files.newInputStream(notDirectory(file));
    }

    public static InputStream open(String name) throws IOException {
        return open(named(name));
    }
}
