package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.Settings;

/** The level of a line: an application's own doing is not on its console, what comes over a socket is. */
final class AuditTest {

    @TempDir
    private Path folder;

    private final List<Level> levels = new CopyOnWriteArrayList<>();
    private final Logger log = Logger.getLogger(Audit.NAME);
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            levels.add(line.getLevel());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        log.setLevel(Level.ALL);
        log.setUseParentHandlers(false);
        log.addHandler(handler);
    }

    @AfterEach
    void restore() {
        log.removeHandler(handler);
        log.setUseParentHandlers(true);
        log.setLevel(null);
    }

    private static void configure(String uri) {
        try (Admin admin = Admin.connect(uri)) {
            admin.configure("queue:orders", Settings.of(Map.of("maxMessages", "10")));
        }
    }

    @Test
    @SuppressWarnings("try") // the broker only has to run
    void changesByTheOwnProcessAreAtDebug() {
        try (Restante broker = Restante.start("vm:audit")) {
            configure("vm:audit");
            assertEquals(List.of(Level.FINE), levels);
        }
    }

    @Test
    void changesOverASocketAreAtInfo() {
        try (RestanteServer server = RestanteServer.start("vm:audit-served", "tcp://127.0.0.1:0")) {
            configure("tcp://" + server.addresses().get(0));
            assertEquals(List.of(Level.INFO), levels);
        }
    }

    @Test
    @SuppressWarnings("try") // the holder only has to run
    void changesByAnAttachedProcessAreAtInfo() {
        try (Restante holder = Restante.start("vm:audit-holder?data=" + folder.resolve("data"))) {
            configure("vm:audit-attached?data=" + folder.resolve("data"));
            assertEquals(List.of(Level.INFO), levels);
        }
    }

    @Test
    void refusedLoginsAreAtDebugAndOverASocketAtWarn() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), Users.line("anna", "tea") + "\n");
        String uri = "vm:audit-users?users=" + users;
        try (RestanteServer server = RestanteServer.start(uri, "tcp://127.0.0.1:0")) {
            assertThrows(AdminException.class, () -> Admin.connect(uri, "anna", "wrong"));
            assertEquals(List.of(Level.FINE), levels);
            String address = "tcp://" + server.addresses().get(0);
            assertThrows(AdminException.class, () -> Admin.connect(address, "anna", "wrong"));
            assertEquals(List.of(Level.FINE, Level.WARNING), levels);
        }
    }
}
