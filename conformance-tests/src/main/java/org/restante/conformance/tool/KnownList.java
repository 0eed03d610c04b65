package org.restante.conformance.tool;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restante.conformance.KnownDeviations;

/**
 * A file of tests that a provider is known to fail: a line for each, {@code Class.method: what the provider does}; lines that begin
 * with {@code #} and empty lines are comments. A test that fails now and then has a question mark behind its name. The trap: a name that is not a test of the suite is an error, so that a list does not
 * outlive the tests.
 */
public final class KnownList {

    private static final Pattern LINE = Pattern.compile("([\\w$]+\\.[\\w$]+\\??)\\s*:\\s*(\\S.*)");

    private KnownList() {}

    /** Reads a file, as {@link org.restante.conformance.ProviderFixture#knownDeviations} returns it. */
    public static Map<String, String> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new BadUse("The list of known deviations " + file + " is not UTF-8; save it in that encoding", e);
        } catch (IOException e) {
            throw new BadUse("The list of known deviations " + file + " cannot be read (" + BadUse.reason(e) + ")", e);
        }
        Map<String, String> known = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = (i == 0 ? PlainText.withoutMark(lines.get(0)) : lines.get(i)).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Matcher parts = LINE.matcher(line);
                String at = file + ", line " + (i + 1) + ": ";
                if (!parts.matches()) {
                    throw new BadUse(at + "expected 'Class.method: what the provider does', but found: " + line);
                }
                if (!names.add(test(parts.group(1)))) {
                    throw new BadUse(at + test(parts.group(1)) + " stands twice in the list; remove one of both");
                }
                known.put(parts.group(1), parts.group(2));
            }
        }
        return known;
    }

    /** Reads a file, and refuses names that are not tests of the suite. */
    static Map<String, String> read(Path file, SuiteMethods suite) {
        Map<String, String> known = read(file);
        for (String key : known.keySet()) {
            String name = test(key);
            if (!suite.names().contains(name)) {
                throw new BadUse(file + ": " + name + " is not a test of this suite"
                        + TestChoice.guesses(suite, name, test -> List.of(test.name()))
                        + "; remove or correct its line");
            }
        }
        return known;
    }

    /** The name of the test, without the question mark of one that fails now and then. */
    public static String test(String key) {
        return key.endsWith(KnownDeviations.NOW_AND_THEN) ? key.substring(0, key.length() - 1) : key;
    }
}
