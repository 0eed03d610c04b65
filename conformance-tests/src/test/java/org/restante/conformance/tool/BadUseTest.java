package org.restante.conformance.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each bad use of the program ends with exit code 2 and a message that has what is wrong, which, and what to do. */
class BadUseTest {

    private static final String FACTORY = "java.naming.factory.initial=org.example.Factory\n";

    @TempDir
    private Path folder;

    @Test
    void unknownOption() {
        assertRefused("Unknown option: '--jdni=x'", "--jdni=x");
        assertRefused("--help lists the options", "--jdni", "x");
    }

    @Test
    void providerMustBeNamedOnce() {
        assertRefused("name it with --jndi FILE or --fixture CLASS");
        assertRefused("leave one of them out", "--jndi", "a", "--fixture", "b");
    }

    @Test
    void fileOfPropertiesMustBeThere() {
        assertRefused("--jndi " + folder.resolve("none") + " cannot be read", "--jndi", path("none"));
    }

    @Test
    void libraryMustBeAFolderWithJarsOrAJar() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("notes.txt"), "no jar");
        assertRefused("is neither a folder nor a jar", "--lib", path("none.jar"), "--fixture", "b");
        assertRefused("is neither a folder nor a jar", "--lib", path("notes.txt"), "--fixture", "b");
        assertRefused("has no jar; copy the jars", "--lib", path("empty"), "--fixture", "b");
    }

    @Test
    void fixtureMustBeAClassOfTheLibrary() {
        assertRefused("--fixture org.example.None cannot be used", "--fixture", "org.example.None");
        assertRefused("it must be a public org.restante.conformance.ProviderFixture", "--fixture", "java.lang.String");
    }

    @Test
    void chosenTestMustExist() {
        assertRefused("--only QueueTst chooses no test", "--only", "QueueTst", "--list");
        assertRefused("did you mean QueueTest", "--only", "QueueTst", "--list");
    }

    @Test
    void knownDeviationMustBeATestOfTheSuite() throws IOException {
        Path list = Files.writeString(folder.resolve("known.txt"), "# a comment\nQueueTest.isGone: x\n");
        assertRefused("QueueTest.isGone is not a test of this suite", "--known", list.toString(), "--fixture", "b");
        Files.writeString(list, "QueueTest\n");
        assertRefused("line 1: expected 'Class.method: what", "--known", list.toString(), "--fixture", "b");
        Files.writeString(list, "A.a: x\nA.a: y\n");
        assertRefused("line 2: A.a stands twice", "--known", list.toString(), "--fixture", "b");
        Files.writeString(list, "A.a: x\nA.a?: y\n");
        assertRefused("line 2: A.a stands twice", "--known", list.toString(), "--fixture", "b");
    }

    @Test
    void filesMustBeInUtf8AndMayHaveAByteOrderMark() throws IOException {
        Path file = Files.write(folder.resolve("latin.txt"), new byte[] {'#', (byte) 0xE9, '\n'});
        assertRefused("latin.txt is not UTF-8", "--known", file.toString(), "--fixture", "b");
        assertRefused("latin.txt is not UTF-8", "--jndi", file.toString());
        Files.writeString(file, "\uFEFFA.a: x\n");
        assertRefused("A.a is not a test of this suite", "--known", file.toString(), "--fixture", "b");
        assertProperties("names org.example.Factory, which cannot be used", "\uFEFF" + FACTORY);
    }

    @Test
    void keysOfThePropertiesAreChecked() throws IOException {
        assertProperties("java.naming.factory.initial is missing", "");
        assertProperties("conformance.capabilites is not a key", FACTORY + "conformance.capabilites=KILL");
        assertProperties("has telepathy; there are [DELIVERY_DELAY", FACTORY + "conformance.capabilities=telepathy");
        assertProperties(
                "has KILL, which needs conformance.start", FACTORY + "conformance.capabilities=delivery-delay, kill");
        assertProperties(
                "has AUTHENTICATION, which needs conformance.user",
                FACTORY + "conformance.capabilities=AUTHENTICATION");
        assertProperties(
                "it must be the numbers of session modes", FACTORY + "conformance.individualAcknowledgeModes=AUTO");
        assertProperties("it must be a number of seconds", FACTORY + "conformance.startSeconds=soon");
        assertProperties(
                "conformance.startSeconds is 0; it must be a number of seconds",
                FACTORY + "conformance.startSeconds=0");
        assertProperties("conformance.startSeconds is -1", FACTORY + "conformance.startSeconds=-1");
    }

    @Test
    void factoryMustBeAClassOfTheLibrary() throws IOException {
        assertProperties("java.naming.factory.initial names org.example.Factory, which cannot be used", FACTORY);
        assertProperties("it must be a class of the jars of --lib", FACTORY);
    }

    @Test
    void folderOfTheReportMustBeWritable() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(
                "name another one",
                "--fixture",
                "b",
                "--report",
                file.resolve("below").toString());
    }

    private void assertProperties(String message, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("provider.properties"), text);
        assertRefused(message, "--jndi", file.toString());
    }

    private void assertRefused(String message, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        int code;
        try {
            code = ConformanceTool.run(withReport(arguments), printed, printed);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains(message), text);
        assertEquals(2, code, text);
    }

    /** No test writes a report into the folder of the build. */
    private String[] withReport(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        if (!all.contains("--report")) {
            all.addAll(List.of("--report", path("report")));
        }
        return all.toArray(new String[0]);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
