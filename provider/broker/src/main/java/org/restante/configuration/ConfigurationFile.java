package org.restante.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restante.link.NearestWord;

/**
 * The file's text: lines of {@code key = value} in UTF-8, empty ones, and comments that begin with {@code #}. There are no escapes
 * and no continued lines: a value is what stands behind the first equals sign, without the blanks around it.
 */
public final class ConfigurationFile {

    private static final int WIDTH = 100;
    private static final String COMMENT = "# ";

    private ConfigurationFile() {}

    /**
     * Reads a file. Relative paths in it go from the directory that it is in.
     *
     * @throws ConfigurationException if it has mistakes: all of them
     * @throws IOException if it cannot be read, or is no UTF-8
     */
    public static ServerConfiguration read(Path file) throws IOException, ConfigurationException {
        Path directory = file.toAbsolutePath().normalize().getParent();
        return parse(Files.readString(file, StandardCharsets.UTF_8), directory == null ? file.getRoot() : directory);
    }

    /**
     * Reads a file's text.
     *
     * @param base the directory from which relative paths go
     */
    public static ServerConfiguration parse(String text, Path base) throws ConfigurationException {
        ServerConfiguration configuration = ServerConfiguration.standard();
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    configuration = withLine(configuration, line, number, seen, base);
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
            ServerConfiguration configuration, String line, int number, Map<String, Integer> seen, Path base) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + line + "' stands where key = value is due");
        }
        String name = line.substring(0, equals).strip();
        Key<?> key = key(name);
        Integer before = seen.putIfAbsent(name, number);
        if (before != null) {
            throw new IllegalArgumentException("'" + name + "' is there already in line " + before + "; keep one");
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

    /** A file that explains every key and says nothing else: each has its standard value, behind a comment sign. */
    public static String standardText() {
        StringBuilder text = new StringBuilder("""
                # The configuration of a Restante server: key = value, a line each.
                # Relative paths go from the directory of this file. Each key stands here with its standard value;
                # take the # away to change it. 'restante serve --check' tells what is wrong.
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
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH - COMMENT.length()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
