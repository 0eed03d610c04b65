package org.restante.shell.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.restante.configuration.ConfigurationFile;

/** Writes a new file of configuration. */
public final class ConfigurationWriter {

    /** The name of the file, whatever its directory. */
    public static final String FILE = "restante.conf";

    private ConfigurationWriter() {}

    /**
     * Writes one, which explains every key.
     *
     * @return the file
     * @throws java.nio.file.FileAlreadyExistsException if there is one already, which stays as it is
     */
    public static Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(
                directory.resolve(FILE), ConfigurationFile.standardText(), StandardOpenOption.CREATE_NEW);
    }
}
