package org.restante.shell.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.restante.configuration.ConfigurationFile;

/** Writes a new configuration file. */
public final class ConfigurationWriter {

    /** The name of the file in its directory. */
    public static final String FILE = "restante.conf";

    private ConfigurationWriter() {}

    /**
     * Writes the default configuration, which explains every key.
     *
     * @return the file
     * @throws java.nio.file.FileAlreadyExistsException if the file exists; it is not changed
     */
    public static Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(
                directory.resolve(FILE), ConfigurationFile.standardText(), StandardOpenOption.CREATE_NEW);
    }
}
