package org.restante.shell.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * A template with names in braces: {@code {id}\t{properties.colour}\n}. A dot looks up a name in a map; {@code \t}, {@code \n}, {@code
 * \r}, {@code \0} and {@code \\} are escapes; two opening braces stand for one. A line break is added if the template does not end with
 * one. Immutable.
 */
public final class Template {

    private final List<Object> parts;

    /** A name whose value is looked up in the row. */
    private record Name(List<String> path) {}

    private Template(List<Object> parts) {
        this.parts = parts;
    }

    /**
     * Parses a template.
     *
     * @param known the valid names; empty if each name is valid
     * @throws ShellException if the template has an unknown name, or a brace that is not closed
     */
    public static Template parse(String form, List<String> known) {
        List<Object> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < form.length()) {
            char next = form.charAt(at++);
            if (next == '\\' && at < form.length()) {
                text.append(escaped(form.charAt(at++)));
            } else if (next == '{' && form.startsWith("{", at)) {
                text.append('{');
                at++;
            } else if (next == '{') {
                int end = form.indexOf('}', at);
                if (end < 0) {
                    throw ShellException.usage(
                            "'" + VisibleText.line(form) + "' has a { without a }; write {{ for a literal brace");
                }
                parts.add(text.toString());
                text.setLength(0);
                parts.add(name(form.substring(at, end), known));
                at = end + 1;
            } else {
                text.append(next);
            }
        }
        boolean ends = text.length() > 0 && "\n\0\r".indexOf(text.charAt(text.length() - 1)) >= 0;
        parts.add(ends ? text.toString() : text + "\n");
        return new Template(parts);
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> letter;
        };
    }

    private static Name name(String text, List<String> known) {
        List<String> path = List.of(text.split("\\.", 2));
        if (!known.isEmpty() && !known.contains(path.get(0))) {
            throw ShellException.usage(
                    "unknown name {" + VisibleText.line(text) + "}; valid names: " + String.join(", ", known));
        }
        return new Name(path);
    }

    String of(Map<String, ? extends @Nullable Object> row) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part instanceof Name name ? Plain.text(value(row, name.path())) : part);
        }
        return text.toString();
    }

    /** Looks up a path. A name may contain dots, as names of properties do; the whole rest of the path is tried first. */
    private static @Nullable Object value(Map<?, ?> row, List<String> path) {
        Object value = row.get(path.get(0));
        if (path.size() == 1) {
            return value;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        String rest = path.get(1);
        return map.containsKey(rest) ? map.get(rest) : value(map, List.of(rest.split("\\.", 2)));
    }
}
