package org.restante.shell.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.terminal.ShellException;

/** Rows of CSV files as programs write them. */
final class CsvTest {
    @TempDir
    private Path folder;

    private List<Map<String, String>> rows(String text) throws IOException {
        return Csv.rows(Files.writeString(folder.resolve("rows.csv"), text));
    }

    @Test
    void namesTheLineThatHasOtherColumnsThanTheFirst() {
        String text = "id,what\n1,\"two\nlines\"\n2\n";
        String message = assertThrows(ShellException.class, () -> rows(text)).getMessage();
        assertTrue(
                String.valueOf(message).endsWith("rows.csv, line 4, has 1 column, but the first line names 2"),
                message);
        message = assertThrows(ShellException.class, () -> rows("id,what\r\n1,tea,green\r\n"))
                .getMessage();
        assertTrue(String.valueOf(message).endsWith("line 2, has 3 columns, but the first line names 2"), message);
    }

    @Test
    void leavesTheMarkOfTheOrderOfBytesOut() throws IOException {
        assertEquals(List.of(Map.of("id", "1", "what", "tea")), rows("\ufeffid,what\r\n1,tea\r\n"));
        assertEquals(List.of(Map.of("id", "1")), rows("\ufeff\"id\"\n1"));
    }

    @Test
    void leavesEmptyLinesOutWhereTheyCanBeNoValue() throws IOException {
        assertEquals(List.of(Map.of("id", "1", "what", "")), rows("id,what\n\n1,\n\n"));
        assertEquals(List.of(Map.of("id", "1"), Map.of("id", "")), rows("id\n1\n\n"));
    }
}
