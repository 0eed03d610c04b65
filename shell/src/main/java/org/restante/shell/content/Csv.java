package org.restante.shell.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restante.link.Utf8;
import org.restante.shell.output.CsvText;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.Lines;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;

/**
 * Parses a CSV file by RFC 4180; the first line has the names of the columns. Empty lines are skipped if there are several columns. Owned
 * by the thread that runs commands.
 */
final class Csv {

    private static final int MAX_CHARACTERS = 64 << 20;

    private final String text;
    private int at;

    private record Line(long number, List<String> cells) {
        boolean isEmpty() {
            return cells.equals(List.of(""));
        }
    }

    private Csv(String text) {
        this.text = Lines.withoutMark(text);
    }

    static List<Map<String, String>> rows(Path file) throws IOException {
        if (Files.size(InputFile.notDirectory(file)) > MAX_CHARACTERS) {
            throw ShellException.failed(
                    file + " has more than " + Screen.count(MAX_CHARACTERS, "byte") + ", the limit; split the file");
        }
        List<Line> lines = new Csv(Utf8.read(file)).lines();
        if (lines.size() < 2) {
            throw ShellException.failed(
                    file
                            + " has no rows; put the names of the columns on its first line, for example id,colour, and the rows below");
        }
        List<String> names = lines.get(0).cells();
        List<Map<String, String>> rows = new ArrayList<>();
        for (Line line : lines.subList(1, lines.size())) {
            if (line.isEmpty() && names.size() > 1) {
                continue;
            }
            if (line.cells().size() != names.size()) {
                throw ShellException.failed(file + ", line " + line.number() + ", has "
                        + Screen.count(line.cells().size(), "column") + ", but the first line names " + names.size());
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), CsvText.read(line.cells().get(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        List<String> record = new ArrayList<>();
        long number = 1;
        int begun = 0;
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
                lines.add(new Line(number, record));
                record = new ArrayList<>();
                number += text.substring(begun, at)
                        .chars()
                        .filter(each -> each == '\n')
                        .count(); // a cell may contain line breaks
                begun = at;
            }
        }
        if (!record.isEmpty()) {
            lines.add(new Line(number, record));
        }
        return lines;
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
