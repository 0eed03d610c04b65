package org.restante.shell.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;

/** The rows of a file as RFC 4180 has them, by the names in its first line. */
final class Csv {

    private static final int MOST = 64 << 20;

    private final String text;
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    static List<Map<String, String>> rows(Path file) throws IOException {
        if (Files.size(file) > MOST) {
            throw ShellException.failed(
                    file + " has more than " + Screen.count(MOST, "byte") + "; name a smaller file of rows");
        }
        List<List<String>> records = new Csv(Files.readString(file)).records();
        if (records.size() < 2) {
            throw ShellException.failed(file + " has no rows; its first line names the columns, as in: id,colour");
        }
        List<String> names = records.get(0);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> record : records.subList(1, records.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), i < record.size() ? record.get(i) : "");
            }
            rows.add(row);
        }
        return rows;
    }

    private List<List<String>> records() {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        while (at < text.length()) {
            record.add(text.charAt(at) == '"' ? quoted() : plain());
            boolean more = at < text.length() && text.charAt(at) == ',';
            if (more) {
                at++;
                if (at == text.length()) {
                    record.add("");
                }
            } else {
                skipLineEnd();
                records.add(record);
                record = new ArrayList<>();
            }
        }
        if (!record.isEmpty()) {
            records.add(record);
        }
        return records;
    }

    private String plain() {
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != '"') {
                field.append(next);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else {
                return field + plain();
            }
        }
        return field.toString();
    }

    private void skipLineEnd() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
    }
}
