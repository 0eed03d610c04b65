package org.restante.shell.server;

import java.io.IOException;
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
import org.restante.link.NotUtf8Exception;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.InputFile;

/**
 * The configuration of a server, from a file and from the command line, which takes precedence. Immutable.
 *
 * @param file the given file; null for none
 * @param usualFile the default file, read if it exists and no file is given
 * @param url the URI of a shared log on the command line; null for none
 * @param data the data directory of the command line; null for none
 * @param usualData the default data directory
 * @param listen the addresses of the command line, as in the file; empty for none
 * @param operatorsOnly whether the command line asks for it
 */
public record Wanted(
        @Nullable Path file,
        Path usualFile,
        @Nullable String url,
        @Nullable Path data,
        Path usualData,
        List<String> listen,
        boolean operatorsOnly) {

    /** The file to read; empty for none. */
    public Optional<Path> fileRead() {
        if (file != null) {
            return Optional.of(file);
        }
        return Files.isRegularFile(usualFile) ? Optional.of(usualFile) : Optional.empty();
    }

    /**
     * The configuration of the file and the command line together.
     *
     * @throws ConfigurationException with all mistakes; those in the file have its name
     */
    public ServerConfiguration configuration() throws ConfigurationException {
        ServerConfiguration given = withUrl(read());
        if (data != null) {
            given = given.with(Keys.DATA, Optional.of(data.toAbsolutePath().normalize()));
        } else if (given.get(Keys.DATA).isEmpty() && given.get(Keys.URL).isEmpty()) {
            given = given.with(Keys.DATA, Optional.of(usualData.toAbsolutePath().normalize()));
        }
        if (!listen.isEmpty()) {
            try {
                given = given.with(Keys.LISTEN, String.join(",", listen), Path.of(""));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(List.of(new Mistake(0, "--listen: " + e.getMessage())));
            }
        }
        if (operatorsOnly) {
            given = given.with(Keys.OPERATORS_ONLY, true);
        }
        List<Mistake> mistakes = ServerSetup.check(given);
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return given;
    }

    private ServerConfiguration withUrl(ServerConfiguration read) throws ConfigurationException {
        try {
            return ServerSetup.expanded(url == null ? read : read.with(Keys.URL, url, Path.of("")));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    List.of(new Mistake(0, (url == null ? "url: " : "--url: ") + e.getMessage())));
        }
    }

    private ServerConfiguration read() throws ConfigurationException {
        Optional<Path> there = fileRead();
        if (there.isEmpty()) {
            return ServerConfiguration.standard();
        }
        try {
            return ConfigurationFile.read(InputFile.notDirectory(there.get()));
        } catch (ConfigurationException e) {
            List<Mistake> named = new ArrayList<>();
            e.mistakes().forEach(mistake -> named.add(new Mistake(0, there.get() + ": " + mistake)));
            throw new ConfigurationException(named);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    List.of(new Mistake(0, "no such file: " + there.get() + "; 'restante init' writes one")));
        } catch (NotUtf8Exception e) {
            throw new ConfigurationException(List.of(new Mistake(0, String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            throw new ConfigurationException(List.of(new Mistake(0, Failures.describe(e))));
        }
    }
}
