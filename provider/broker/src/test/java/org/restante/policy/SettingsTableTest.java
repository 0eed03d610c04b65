package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.restante.link.Setting;

/** The README's table of settings is what the settings say of themselves. */
final class SettingsTableTest {

    private static String row(Setting setting) {
        String standard = setting.standard().isEmpty() ? "empty" : "`" + setting.standard() + "`";
        return "| `" + setting.word() + "` | " + setting.meaning() + " | " + standard + " |\n";
    }

    @Test
    void readmeHasEverySettingWithItsMeaningAndStandard() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        String table =
                Arrays.stream(Setting.values()).map(SettingsTableTest::row).collect(Collectors.joining());
        assertTrue(Files.readString(top.resolve("README.md")).contains(table), () -> "README.md should have\n" + table);
    }
}
