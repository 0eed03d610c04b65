package org.restante.conformance.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A broker that the commands do not have in hand is found, as its tests of restarts and kills would pass with no restart. */
@DisabledOnOs(OS.WINDOWS) // the commands are for sh
class StartCommandTest {

    @TempDir
    private Path folder;

    @Test
    void brokerThatAnswersBeforeTheStartIsRefused() throws IOException {
        Files.createFile(folder.resolve("up"));
        JndiProviderFixture fixture = fixture("conformance.start=touch started; exec sleep 100\n");
        assertMessage("A broker answers already", assertThrows(BadUse.class, fixture::start));
        assertFalse(Files.exists(folder.resolve("started")));
    }

    @Test
    void brokerInTheBackgroundNeedsACommandThatEndsIt() throws Exception {
        JndiProviderFixture none = fixture("conformance.start=touch up\n");
        assertMessage("runs on in the background", assertThrows(BadUse.class, none::start));
        Files.delete(folder.resolve("up"));
        JndiProviderFixture noKill =
                fixture("conformance.start=touch up\nconformance.stop=rm up\nconformance.capabilities=KILL\n");
        assertMessage("conformance.kill", assertThrows(BadUse.class, noKill::start));
        assertFalse(Files.exists(folder.resolve("up")), "the stop command did not run");
        JndiProviderFixture both = fixture("conformance.start=touch up\nconformance.stop=rm up\n");
        both.start();
        both.restart();
        both.stop();
        assertFalse(Files.exists(folder.resolve("up")));
    }

    @Test
    void brokerThatOutlivesTheProcessesOfTheStartCommandFailsTheRestart() throws Exception {
        JndiProviderFixture fixture = fixture("conformance.start=touch up; exec sleep 100\n");
        fixture.start();
        assertMessage("still answers", assertThrows(java.lang.IllegalStateException.class, fixture::restart));
        assertMessage("still answers", assertThrows(java.lang.IllegalStateException.class, fixture::kill));
        fixture.stop();
    }

    @Test
    void commandsAreInOrderAndTheirOutputIsKept() throws Exception {
        // The file goes at any end of the shell: that of its child may come before its own signal.
        JndiProviderFixture fixture =
                fixture("conformance.start=trap 'rm -f up; kill $! 2>/dev/null' EXIT; trap exit TERM;"
                        + " echo ready; touch up; sleep 100 & wait\n");
        fixture.start();
        fixture.restart();
        fixture.stop();
        assertFalse(Files.exists(folder.resolve("up")));
        assertEquals(
                2,
                Files.readAllLines(folder.resolve("broker.txt")).stream()
                        .filter("ready"::equals)
                        .count());
    }

    private JndiProviderFixture fixture(String keys) throws IOException {
        Path file = Files.writeString(
                folder.resolve("provider.properties"),
                "java.naming.factory.initial=" + SampleJndi.class.getName() + "\nup=" + folder.resolve("up") + "\n"
                        + keys);
        return new JndiProviderFixture(ProviderProperties.read(file), folder.resolve("broker.txt"));
    }

    private static void assertMessage(String part, Exception thrown) {
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }
}
