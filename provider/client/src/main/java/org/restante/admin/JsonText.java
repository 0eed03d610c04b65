package org.restante.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strict parser of one JSON value (RFC 8259). Owned by one thread.
 *
 * <p>Objects become maps in their order, arrays become lists. A number stays text, as a {@link Numeral}, so that no
 * digit is lost. A repeated name in an object is refused, and so is nesting deeper than {@value #MAX_DEPTH}.
 */
final class JsonText {

    static final int MAX_DEPTH = 8;

    /** A number as text. */
    record Numeral(String text) {}

    /** The text is not JSON. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** @throws MalformedException if the text is not exactly one value; the message gives the character */
    static @Nullable Object read(String text) throws MalformedException {
        JsonText json = new JsonText(text);
        Object value = json.value(0);
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.malformed("text follows the value");
        }
        return value;
    }

    private MalformedException malformed(String what) {
        return new MalformedException(what + ", at character " + (at + 1));
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char next() throws MalformedException {
        if (at == text.length()) {
            throw malformed("the text ends too soon");
        }
        return text.charAt(at);
    }

    private boolean accept(char expected) throws MalformedException {
        skipSpace();
        boolean found = next() == expected;
        at += found ? 1 : 0;
        return found;
    }

    private @Nullable Object value(int depth) throws MalformedException {
        skipSpace();
        char first = next();
        if (depth > MAX_DEPTH) {
            throw malformed("a value is nested deeper than " + MAX_DEPTH);
        }
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) throws MalformedException {
        if (!text.startsWith(word, at)) {
            throw malformed("this is not a value");
        }
        at += word.length();
        return value;
    }

    private Map<String, @Nullable Object> object(int depth) throws MalformedException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        if (accept('}')) {
            return members;
        }
        do {
            skipSpace();
            if (next() != '"') {
                throw malformed("a name in double quotes is expected");
            }
            String name = string();
            if (!accept(':')) {
                throw malformed("a colon is expected after the name '" + name + "'");
            }
            if (members.containsKey(name)) {
                throw malformed("the name '" + name + "' comes twice");
            }
            members.put(name, value(depth + 1));
        } while (accept(','));
        if (!accept('}')) {
            throw malformed("a comma or } is expected");
        }
        return members;
    }

    private List<@Nullable Object> array(int depth) throws MalformedException {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        if (accept(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
        } while (accept(','));
        if (!accept(']')) {
            throw malformed("a comma or ] is expected");
        }
        return items;
    }

    private Numeral number() throws MalformedException {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        if (!digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            at = start;
            throw malformed("this is not a value");
        }
        return new Numeral(digits);
    }

    private String string() throws MalformedException {
        at++;
        int plain = at;
        StringBuilder out = null;
        while (next() != '"') {
            char c = text.charAt(at);
            if (c < 0x20) {
                throw malformed("a control character in a string");
            }
            if (c == '\\') {
                out = out == null ? new StringBuilder() : out;
                out.append(text, plain, at);
                at++;
                out.append(escaped());
                plain = at;
            } else {
                at++;
            }
        }
        String rest = text.substring(plain, at);
        at++;
        return out == null ? rest : out.append(rest).toString();
    }

    private char escaped() throws MalformedException {
        char kind = next();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed("this is not an escape: \\" + kind);
        };
    }

    private char unicode() throws MalformedException {
        String digits = text.substring(at, Math.min(text.length(), at + 4));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw malformed("four hexadecimal digits are expected after \\u");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    /** Writes a string in quotes. An unpaired surrogate, which UTF-8 cannot encode, becomes an escape. */
    static void writeString(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (isPair) {
                out.append(c).append(value.charAt(++i));
            } else if (c < 0x20 || c == 0x7F || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
