package org.restante.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restante.link.NearestWord;
import org.restante.link.Utf8;

/**
 * Parses and creates the text of a configuration file: lines of {@code key = value} in UTF-8, empty lines, and comments that begin with
 * {@code #}. The value is the text behind the first equals sign, without surrounding blanks. There are no escapes and no continuation
 * lines. Any thread may use it.
 */
public final class ConfigurationFile {

    private static final int MAX_WIDTH = 100;
    private static final String COMMENT = "# ";

    private ConfigurationFile() {}

    /**
     * Reads a file. Relative paths in it start at the directory of the file.
     *
     * @throws ConfigurationException if it has mistakes; the exception contains all of them
     * @throws IOException if it cannot be read, or is not UTF-8
     */
    public static ServerConfiguration read(Path file) throws IOException, ConfigurationException {
        Path directory = file.toAbsolutePath().normalize().getParent();
        return parse(Utf8.read(file), directory == null ? file.getRoot() : directory);
    }

    /**
     * Parses the text of a file.
     *
     * @param base the directory at which relative paths start
     */
    public static ServerConfiguration parse(String text, Path base) throws ConfigurationException {
        ServerConfiguration configuration = ServerConfiguration.standard();
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, Integer> lineOfKey = new HashMap<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    configuration = withLine(configuration, line, number, lineOfKey, base);
                } catch (IllegalArgumentException e) {
                    mistakes.add(new Mistake(number, String.valueOf(e.getMessage())));
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return configuration;
    }

    private static ServerConfiguration withLine(
            ServerConfiguration configuration, String line, int number, Map<String, Integer> lineOfKey, Path base) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + line + "' is not of the form key = value");
        }
        String name = line.substring(0, equals).strip();
        Key<?> key = key(name);
        Integer before = lineOfKey.putIfAbsent(name, number);
        if (before != null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is set already in line " + before + "; keep one of the lines");
        }
        return configuration.with(key, line.substring(equals + 1).strip(), base);
    }

    private static Key<?> key(String name) {
        for (Key<?> key : Keys.all()) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        List<String> names = Keys.all().stream().map(Key::name).toList();
        throw new IllegalArgumentException("there is no key '" + name + "'; " + NearestWord.to(name, names));
    }

    /** The text of a new file: explains every key, and contains its default value in a comment. */
    public static String standardText() {
        StringBuilder text = new StringBuilder("""
                # The configuration of a Restante server. Each line has the form key = value.
                # Relative paths start at the directory of this file. Each key is listed with its default value;
                # to change one, remove its # and edit the value. 'restante serve --check' reports mistakes.
                """);
        for (Key<?> key : Keys.all()) {
            text.append('\n');
            wrap(key.meaning())
                    .forEach(line -> text.append(COMMENT).append(line).append('\n'));
            text.append(('#' + key.name() + " = " + key.standard()).stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }

    private static List<String> wrap(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > MAX_WIDTH - COMMENT.length()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
