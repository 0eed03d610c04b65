package org.restante.shell.server;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.ServerSetup;
import org.restante.configuration.ConfigurationException;
import org.restante.configuration.ConfigurationFile;
import org.restante.configuration.Keys;
import org.restante.configuration.Mistake;
import org.restante.configuration.ServerConfiguration;

/**
 * The server that is asked for: by a file, and by the command line, which counts for more.
 *
 * @param file the file named; null for none in particular
 * @param usualFile read if it is there and none is named
 * @param data the data directory; null if the command line names none
 * @param usualData where neither names any
 * @param listen as in the file; empty if the command line names none
 */
public record Wanted(
        @Nullable Path file, Path usualFile, @Nullable Path data, Path usualData, List<String> listen) {

    /** The file that is read; empty if there is none. */
    public Optional<Path> fileRead() {
        if (file != null) {
            return Optional.of(file);
        }
        return Files.isRegularFile(usualFile) ? Optional.of(usualFile) : Optional.empty();
    }

    /**
     * All that is said, put together.
     *
     * @throws ConfigurationException if something is wrong: all of it, with the file's name where it is the file's
     */
    public ServerConfiguration configuration() throws ConfigurationException {
        ServerConfiguration said = read();
        if (data != null) {
            said = said.with(Keys.DATA, Optional.of(data.toAbsolutePath().normalize()));
        } else if (said.get(Keys.DATA).isEmpty()) {
            said = said.with(Keys.DATA, Optional.of(usualData.toAbsolutePath().normalize()));
        }
        if (!listen.isEmpty()) {
            try {
                said = said.with(Keys.LISTEN, String.join(",", listen), Path.of(""));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(List.of(new Mistake(0, "--listen: " + e.getMessage())));
            }
        }
        List<Mistake> mistakes = ServerSetup.check(said);
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return said;
    }

    private ServerConfiguration read() throws ConfigurationException {
        Optional<Path> there = fileRead();
        if (there.isEmpty()) {
            return ServerConfiguration.standard();
        }
        try {
            return ConfigurationFile.read(there.get());
        } catch (ConfigurationException e) {
            List<Mistake> named = new ArrayList<>();
            e.mistakes().forEach(mistake -> named.add(new Mistake(0, there.get() + ": " + mistake)));
            throw new ConfigurationException(named);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    List.of(new Mistake(0, "there is no file " + there.get() + "; 'restante init' writes one")));
        } catch (MalformedInputException e) {
            throw new ConfigurationException(List.of(new Mistake(0, there.get() + " is no text in UTF-8")));
        } catch (IOException e) {
            throw new ConfigurationException(List.of(new Mistake(0, there.get() + " cannot be read: " + e)));
        }
    }
}
