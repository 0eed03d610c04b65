package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.restante.link.Setting;

/** The table of settings in docs/configuration.md has each setting with the meaning and the standard value that it has in code. */
final class SettingsTableTest {

    private static String row(Setting setting) {
        String standard = setting.standard().isEmpty() ? "empty" : "`" + setting.standard() + "`";
        return "| `" + setting.word() + "` | " + setting.meaning() + " | " + standard + " |\n";
    }

    @Test
    void documentHasEverySettingWithItsMeaningAndStandard() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        String table =
                Arrays.stream(Setting.values()).map(SettingsTableTest::row).collect(Collectors.joining());
        String document = "docs/configuration.md";
        assertTrue(Files.readString(top.resolve(document)).contains(table), () -> document + " should have\n" + table);
    }
}
