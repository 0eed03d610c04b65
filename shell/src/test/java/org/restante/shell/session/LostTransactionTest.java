package org.restante.shell.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.shell.Main;
import org.restante.shell.Ran;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;

/** A transaction whose connection is lost in the middle of it. */
final class LostTransactionTest {

    @TempDir
    private Path home;

    @Test
    void nothingThatWasMeantToBeInItRunsWithoutIt() throws Exception {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String broker = "vm:lost?data=" + home.resolve("server");
        try (RestanteServer server = RestanteServer.start(broker, "tcp://127.0.0.1:0");
                PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(typed)) {
            String url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> Main.run(
                    new String[] {"--url", url + "?clientId=scribe"},
                    new Environment(Map.of(), home, in, out, new PrintWriter(err, true), false, false)));
            type(typed, "begin\npublish orders one\n");
            await().until(() -> out.toString(StandardCharsets.UTF_8).startsWith("ID:"));
            try (Admin admin = Admin.connect(url)) {
                admin.connections().stream()
                        .filter(each -> "scribe".equals(each.clientId()))
                        .forEach(each -> admin.endConnection(each.id()));
                await().until(() -> admin.connections().stream().noneMatch(each -> "scribe".equals(each.clientId())));
            }
            await().pollInSameThread().until(() -> {
                type(typed, "publish orders two\n");
                return err.toString().contains("was rolled back when its connection was lost");
            });
            type(typed, "commit\nbegin\npublish orders three\ncommit\nexit\n");

            assertEquals(ExitCode.NO_CONNECTION, code.get(20, TimeUnit.SECONDS));
            assertTrue(err.toString().contains("the connection was lost"), err.toString());
            assertTrue(err.toString().contains("nothing is committed"), err.toString());
            assertEquals(
                    "three\n",
                    Ran.on(home, "", "--url", url, "browse", "orders", "-o", "raw")
                            .out());
        }
    }

    private static void type(PipedOutputStream typed, String lines) throws java.io.IOException {
        typed.write(lines.getBytes(StandardCharsets.UTF_8));
        typed.flush();
    }
}
