package org.restante.shell.session;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * Connections by name, a file of properties each, in {@code ~/.config/restante/contexts}; they are readable by their owner only, and hold
 * no password.
 */
public final class Contexts {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String END = ".properties";
    private static final String CURRENT = "current";

    private final Path directory;

    public Contexts(Environment environment) {
        directory = environment.xdg("XDG_CONFIG_HOME", ".config").resolve("contexts");
    }

    /** What there is, by name. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + END)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                names.add(name.substring(0, name.length() - END.length()));
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw ShellException.failed(Failures.describe(e), e);
        }
        Collections.sort(names);
        return names;
    }

    /** The one that counts where nothing else is said; null if none does. */
    public @Nullable String current() {
        try {
            String name = Files.readString(directory.resolve(CURRENT)).strip();
            return name.isEmpty() ? null : name;
        } catch (IOException none) {
            return null;
        }
    }

    /**
     * What a context says.
     *
     * @throws ShellException if there is none of this name
     */
    public Map<String, String> read(String name) {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file(name))) {
            properties.load(text);
        } catch (NoSuchFileException e) {
            throw ShellException.of(
                    ExitCode.NOTHING,
                    "there is no context '" + VisibleText.line(name) + "'; "
                            + (names().isEmpty() ? "context add makes one" : "there are " + String.join(", ", names())),
                    e);
        } catch (IOException e) {
            throw ShellException.failed(Failures.describe(e), e);
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> entries.put(key, properties.getProperty(key)));
        return entries;
    }

    /** Makes a context, or makes it anew. */
    public void write(String name, Map<String, String> entries) {
        Properties properties = new Properties();
        properties.putAll(entries);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
            // Without the line that tells when it was written.
            put(file(name), text.toString().replaceFirst("^#.*\\R", ""));
        } catch (IOException e) {
            throw ShellException.failed("the context cannot be kept: " + Failures.describe(e), e);
        }
    }

    /** Makes one count where nothing else is said. */
    public void use(String name) {
        read(name);
        try {
            put(directory.resolve(CURRENT), name + "\n");
        } catch (IOException e) {
            throw ShellException.failed("the context cannot be kept: " + Failures.describe(e), e);
        }
    }

    public void remove(String name) {
        read(name);
        try {
            Files.delete(file(name));
            if (name.equals(current())) {
                Files.delete(directory.resolve(CURRENT));
            }
        } catch (IOException e) {
            throw ShellException.failed(Failures.describe(e), e);
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ShellException.usage("'" + VisibleText.line(name)
                    + "' is no name of a context; it has letters, digits, dots, - and _, 64 at the most");
        }
        return directory.resolve(name + END);
    }

    private void put(Path file, String text) throws IOException {
        boolean posix;
        Files.createDirectories(directory);
        posix = Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class);
        if (posix) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        Path anew = Files.createTempFile(directory, "new", null); // of its owner only
        Files.write(anew, text.getBytes(StandardCharsets.UTF_8));
        Files.move(anew, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
