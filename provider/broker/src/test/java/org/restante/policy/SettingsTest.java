package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.Setting;
import org.restante.link.Settings;

final class SettingsTest {

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private static final Settings FIVE = Settings.of(Map.of("maxDeliveries", "5"));

    @Test
    void keepsWhatWasSetAcrossARestart(@TempDir Path data) {
        String uri = "vm:settings-kept?data=" + data + "&idleTimeout=0";
        try (Admin admin = Admin.connect(uri)) {
            admin.configure("queue:orders.>", FIVE);
            admin.configure("topic:news", FIVE.with(Setting.EXCLUSIVE, "true"));
        }
        try (Admin admin = Admin.connect(uri)) {
            assertEquals(
                    Map.of("queue:orders.>", FIVE, "topic:news", FIVE.with(Setting.EXCLUSIVE, "true")),
                    admin.settings());
        }
    }

    @Test
    void replacesAndTakesBackWhatWasSetForTheSamePattern() {
        try (Admin admin = Admin.connect(broker.uri())) {
            admin.configure("queue:a", FIVE);
            admin.configure("queue:a", Settings.of(Map.of("redeliveryDelay", "100")));
            assertEquals(Map.of("queue:a", Settings.of(Map.of("redeliveryDelay", "100"))), admin.settings());
            admin.configure("queue:a", Settings.NONE);
            assertEquals(Map.of(), admin.settings());
        }
    }

    @Test
    void listsTheWidestPatternFirst() {
        try (Admin admin = Admin.connect(broker.uri())) {
            List.of("queue:a.b", "queue:>", "queue:a.*", "queue:a.>")
                    .forEach(pattern -> admin.configure(pattern, FIVE));
            assertEquals(
                    List.of("queue:>", "queue:a.*", "queue:a.>", "queue:a.b"),
                    List.copyOf(admin.settings().keySet()));
        }
    }

    @Test
    void refusesASettingThatDoesNotExistAndNamesTheNearest() {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Settings.of(Map.of("maxDelivery", "5")));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("did you mean 'maxDeliveries'?"), refused.getMessage());
    }

    @Test
    void refusesAValueThatASettingDoesNotTake() {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Settings.of(Map.of("exclusive", "yes")));
        assertEquals("the setting 'exclusive' takes true or false, not 'yes'", refused.getMessage());
    }

    @Test
    void refusesSettingsForATemporaryDestination() {
        try (Admin admin = Admin.connect(broker.uri())) {
            assertThrows(AdminException.class, () -> admin.configure("temp-queue:x", FIVE));
        }
    }
}
