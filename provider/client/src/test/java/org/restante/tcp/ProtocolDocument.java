package org.restante.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restante.message.Decoder;
import org.restante.message.Envelope;

/** Reads the tables of {@code docs/protocol.md}, and parses bytes by them. */
final class ProtocolDocument {

    private static final Path FILE = Path.of("..", "..", "docs", "protocol.md");
    private static final Pattern KIND = Pattern.compile("\\| (\\d+) \\| `(\\w+)` \\| `(.*)` \\|");
    private static final Pattern STRUCTURE = Pattern.compile("\\| `(\\w+)` \\| `(.*)` \\|");

    /** One request, reply or event; or a structure, with the code 0. */
    record Layout(int code, List<Field> fields) {}

    record Field(String name, String type) {}

    private final List<String> lines;
    private final Map<String, Layout> structures;
    private final Map<String, Layout> requests;

    ProtocolDocument() {
        try {
            lines = Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests = kinds("Requests");
        structures = new LinkedHashMap<>();
        for (String line : section("How values are written")) {
            Matcher row = STRUCTURE.matcher(line);
            if (row.matches()) {
                structures.put(row.group(1), new Layout(0, fields(row.group(2))));
            }
        }
    }

    List<String> section(String title) {
        int from = lines.indexOf("## " + title);
        List<String> rest = lines.subList(from + 1, lines.size());
        int length = 0;
        while (length < rest.size() && !rest.get(length).startsWith("## ")) {
            length++;
        }
        return rest.subList(0, length);
    }

    Map<String, Layout> kinds(String title) {
        Map<String, Layout> kinds = new LinkedHashMap<>();
        for (String line : section(title)) {
            Matcher row = KIND.matcher(line);
            if (row.matches()) {
                kinds.put(row.group(2), new Layout(Integer.parseInt(row.group(1)), fields(row.group(3))));
            }
        }
        return kinds;
    }

    private static List<Field> fields(String text) {
        List<Field> fields = new ArrayList<>();
        for (String field : text.isEmpty() ? new String[0] : text.split(", ")) {
            String[] words = field.split(" ");
            fields.add(new Field(words[0], words[1]));
        }
        return fields;
    }

    /** Skips a value. */
    void walk(Decoder in, Layout layout) {
        for (Field field : layout.fields()) {
            walk(in, field.type());
        }
    }

    private void walk(Decoder in, String type) {
        if (type.endsWith("?")) {
            if (flag(in)) {
                walk(in, type.substring(0, type.length() - 1));
            }
        } else if (type.endsWith("*")) {
            for (int i = in.count(); i > 0; i--) {
                walk(in, type.substring(0, type.length() - 1));
            }
        } else if (structures.containsKey(type)) {
            walk(in, structures.get(type));
        } else {
            walkPlain(in, type);
        }
    }

    private void walkPlain(Decoder in, String type) {
        switch (type) {
            case "u8" -> in.u8();
            case "flag" -> flag(in);
            case "i32" -> in.i32();
            case "i64" -> in.i64();
            case "varint" -> in.varint();
            case "uuid" -> in.take(16);
            case "blob" -> in.blob();
            case "message" -> Envelope.read(in, in.count()).check();
            case "rest" -> Envelope.read(in, in.remaining()).check();
            case "string", "address" -> in.string();
            case "request" -> {
                int code = in.u8();
                walk(
                        in,
                        requests.values().stream()
                                .filter(layout -> layout.code() == code)
                                .findFirst()
                                .orElseThrow());
            }
            default -> throw new AssertionError("the type '" + type + "' is not explained");
        }
    }

    private static boolean flag(Decoder in) {
        int value = in.u8();
        if (value > 1) {
            throw new AssertionError("a flag of " + value);
        }
        return value == 1;
    }

    /** The lines of the example as hexadecimal digits, each after a C or S for its sender. */
    List<String> example() {
        return section("Example").stream()
                .filter(line -> line.startsWith("    C ") || line.startsWith("    S "))
                .map(line -> line.replaceFirst(";.*", "").replace(" ", ""))
                .toList();
    }
}
