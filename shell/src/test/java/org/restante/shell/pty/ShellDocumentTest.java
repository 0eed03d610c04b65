package org.restante.shell.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sessions in docs/shell.md and README.md are output of the shell: they are typed on a real terminal, line by line, and compared.
 * With {@code -Ddocs.shell=write} the documents' sessions and the picture of docs/shell.md are written anew.
 *
 * <p>A session is between {@code ```restante} and {@code ```}; lines that begin with a prompt are typed. Identifiers, times and rates are
 * replaced by ones that stay the same.
 */
final class ShellDocumentTest {
    private static final Path TOP = Path.of("..");
    private static final String PICTURED = "docs/shell.md";
    private static final Path PICTURE = TOP.resolve("docs/shell.svg");
    private static final String BEGIN = "```restante";
    private static final String END = "```";
    private static final Pattern PROMPT = Pattern.compile("(restante[^>]*> )(.+)");
    private static final Pattern ID = Pattern.compile("ID:[0-9a-f]{8}-[0-9a-f]+-[0-9a-f]+");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}");
    private static final Pattern SHORT_TIME = Pattern.compile("\\b\\d\\d-\\d\\d \\d\\d:(…|\\d\\d:\\d\\d\\b)");
    private static final Pattern ISO_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final Pattern AFTER = Pattern.compile("after [\\d.:]+ (ms|s|min)");
    private static final Pattern CONSUMER = Pattern.compile("consumer \\d+/\\d+");

    @TempDir
    private Path home;

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> real = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {PICTURED, "README.md"})
    void showsWhatTheShellShows(String name) throws Exception {
        Path file = TOP.resolve(name);
        List<String> document = Files.readAllLines(file);
        List<String> shown = new ArrayList<>();
        String picture = "";
        try (Pty pty = Pty.start(home, Map.of("TZ", "UTC"), 100, 40).ready()) {
            pty.run("queues"); // by then all commands are highlighted
            boolean inside = false;
            for (String line : document) {
                Matcher prompt = PROMPT.matcher(line);
                if (line.equals(END) && inside) {
                    inside = false;
                } else if (line.equals(BEGIN)) {
                    inside = true;
                } else if (inside) {
                    if (prompt.matches()) {
                        shown.addAll(session(pty, prompt.group(2)));
                        picture = prompt.group(2).startsWith("poll orders --max")
                                ? Svg.of(pty.cells(), pty.columns(), 8)
                                : picture;
                    }
                    continue;
                }
                shown.add(line);
            }
        }
        if ("write".equals(System.getProperty("docs.shell"))) {
            Files.write(file, shown);
            if (name.equals(PICTURED)) {
                Files.writeString(PICTURE, stable(picture));
            }
        }
        assertEquals(String.join("\n", shown), String.join("\n", Files.readAllLines(file)));
    }

    /** The typed line and the output behind it, without the next prompt. */
    private List<String> session(Pty pty, String typed) {
        List<String> lines = List.of(pty.run(meant(typed)).split("\n"));
        List<String> stable = new ArrayList<>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            stable.add(stable(line));
        }
        return stable;
    }

    /** Replaces the identifiers of the document by those of this run. */
    private String meant(String typed) {
        return ID.matcher(typed).replaceAll(found -> real.getOrDefault(found.group(), found.group()));
    }

    private String stable(String line) {
        String text = ID.matcher(line)
                .replaceAll(found -> ids.computeIfAbsent(found.group(), id -> {
                    String stable = "ID:1e9faf7d-1-" + Integer.toHexString(ids.size() + 1);
                    real.put(stable, id);
                    return stable;
                }));
        text = TIME.matcher(text).replaceAll("2026-11-24 08:30:00.000");
        text = SHORT_TIME
                .matcher(text)
                .replaceAll(found -> found.group(1).equals("…") ? "11-24 08:…" : "11-24 08:30:00");
        text = ISO_TIME.matcher(text).replaceAll("2026-11-24T08:30:00Z");
        text = AFTER.matcher(text).replaceAll("after 12 ms");
        return CONSUMER.matcher(text).replaceAll("consumer 100000002/1");
    }
}
