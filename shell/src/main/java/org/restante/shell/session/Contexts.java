package org.restante.shell.session;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.disk.OwnerOnly;
import org.restante.disk.ReplacedFile;
import org.restante.link.NotUtf8Exception;
import org.restante.link.Utf8;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * Contexts, which are named connections: a properties file each, in {@code ~/.config/restante/contexts}. New files are readable by
 * their owner only; none contains a password. Immutable; the state is on disk.
 */
public final class Contexts {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String END = ".properties";
    private static final String CURRENT = "current";

    private final Path directory;

    public Contexts(Environment environment) {
        directory = environment.xdg("XDG_CONFIG_HOME", ".config").resolve("contexts");
    }

    /** The names of all contexts, sorted. */
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

    /** The default context; null for none. */
    public @Nullable String current() {
        try {
            String name = Utf8.read(directory.resolve(CURRENT)).strip();
            return name.isEmpty() ? null : name;
        } catch (NotUtf8Exception e) {
            throw ShellException.failed(Failures.describe(e), e);
        } catch (IOException none) {
            return null;
        }
    }

    /**
     * The entries of a context.
     *
     * @throws ShellException if there is no context of this name
     */
    public Map<String, String> read(String name) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Utf8.read(file(name))));
        } catch (NoSuchFileException e) {
            throw ShellException.of(
                    ExitCode.NOTHING,
                    "no such context: '" + VisibleText.line(name) + "'; "
                            + (names().isEmpty()
                                    ? "context add creates one"
                                    : "contexts: " + String.join(", ", names())),
                    e);
        } catch (IOException e) {
            throw ShellException.failed(Failures.describe(e), e);
        }
        Map<String, String> entries = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> entries.put(key, properties.getProperty(key)));
        return entries;
    }

    /** Writes a context; replaces one of the same name. */
    public void write(String name, Map<String, String> entries) {
        Properties properties = new Properties();
        properties.putAll(entries);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
            // without the comment line with the date
            put(file(name), text.toString().replaceFirst("^#.*\\R", ""));
        } catch (IOException e) {
            throw ShellException.failed("the context cannot be saved: " + Failures.describe(e), e);
        }
    }

    /** Makes a context the default. */
    public void use(String name) {
        read(name);
        try {
            put(directory.resolve(CURRENT), name + "\n");
        } catch (IOException e) {
            throw ShellException.failed("the context cannot be saved: " + Failures.describe(e), e);
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
                    + "' is not a valid name of a context; use at most 64 letters, digits, dots, - and _");
        }
        return directory.resolve(name + END);
    }

    private void put(Path file, String text) throws IOException {
        Files.createDirectories(directory, OwnerOnly.folder(directory)); // an existing one keeps its mode
        ReplacedFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
