package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Whatever is wrong with a value, the message has words of the user, and no name of Java: no class, method or type. */
final class WrongValuesTest {

    /** No server listens on port 1, so that no command waits and none changes anything. */
    private static final String NOWHERE = "tcp://127.0.0.1:1";

    /** Names of Java, except for those that are words of the shell: the types of properties have a message of their own. */
    private static final Pattern JAVA = Pattern.compile(
            "Exception|Error\\b|\\bjavax?\\.|org\\.restante\\.|picocli|\\bnull\\b|\\bPath\\b|\\bMap\\b|\\bDuration\\b|\\bTarget\\b"
                    + "|\\b(an? )(int|long|double|float|short|byte|char|Integer|Long|Double|String|Boolean|Object|URI|URL)\\b"
                    + "|\\b(create|get|set|close|send|read|parse|to|is|has|of)[A-Z]\\w*|\\w\\(\\)|\\w\\[\\w+=|Input length|expected one of \\[");

    private static final List<String> VALUES = List.of(
            "",
            "x",
            "1.5",
            "-1",
            "99999999999999999999",
            "9999999999d",
            "=",
            "n:int=x",
            "n:number=1",
            "a='",
            "topic:",
            "temp-queue:1",
            "{nothing}",
            "a\u0000b",
            "/dev/zero/x",
            "/",
            "@/");

    @TempDir
    private Path home;

    private CommandLine all;

    @BeforeEach
    void define() {
        all = AllCommands.at(home);
    }

    /** The words of a command whose required arguments are valid. */
    private static List<String> valid(CommandSpec command) {
        List<String> words = new ArrayList<>(List.of(command.name()));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (parameter.required()) {
                words.add(sample(parameter));
            }
        }
        return words;
    }

    private static String sample(PositionalParamSpec parameter) {
        return switch (parameter.paramLabel()) {
            case "MESSAGE-ID" -> "ID:00000000-1-1";
            case "ACTION" -> "list";
            case "FILE", "DIR" -> "/dev/zero/x";
            default -> "orders";
        };
    }

    private List<CommandSpec> commands() {
        Set<String> names = new TreeSet<>(all.getSubcommands().keySet());
        names.removeAll(Set.of("exit", "quit", "serve", "init", "manual")); // without a connection: below
        return names.stream()
                .map(name -> all.getSubcommands().get(name).getCommandSpec())
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    private void check(List<String> wrong, List<String> words) {
        Ran ran = Ran.on(home.resolve("data"), "", words.toArray(String[]::new));
        String said = ran.out() + ran.err();
        if (JAVA.matcher(withoutValues(said, words)).find() || ran.err().contains("\tat ")) {
            wrong.add(String.join(" ", words) + "\n        " + said.strip());
        }
    }

    /** What the user wrote may be repeated. */
    private static String withoutValues(String said, List<String> words) {
        String text = said;
        for (String word : words) {
            for (String part : List.of(word, word.substring(word.indexOf('=') + 1))) {
                text = part.isBlank() || part.length() < 3 ? text : text.replace(part, "");
            }
        }
        return text;
    }

    @Test
    void noOptionNamesSomethingOfJava() {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (CommandSpec command : commands()) {
            for (OptionSpec option : command.options()) {
                if (option.arity().max() == 0 || option.inherited() || option.hidden()) {
                    continue;
                }
                for (String value : VALUES) {
                    List<String> words = new ArrayList<>(List.of("--url", NOWHERE));
                    words.addAll(valid(command));
                    words.add(option.longestName() + "=" + value);
                    check(wrong, words);
                    checked++;
                }
            }
        }
        assertEquals(List.of(), wrong, () -> wrong.size() + ":\n" + String.join("\n", wrong));
        assertTrue(checked > 1000, String.valueOf(checked));
    }

    @Test
    void noFlagAndNoMissingValueNamesSomethingOfJava() {
        List<String> wrong = new ArrayList<>();
        for (CommandSpec command : commands()) {
            check(wrong, List.of("--url", NOWHERE, command.name()));
            check(wrong, List.of("--url", NOWHERE, command.name(), "one", "two", "three", "four"));
            for (OptionSpec option : command.options()) {
                if (!option.inherited() && !option.hidden()) {
                    List<String> words = new ArrayList<>(List.of("--url", NOWHERE));
                    words.addAll(valid(command));
                    words.add(option.longestName());
                    check(wrong, words);
                    words.add(option.longestName());
                    check(wrong, words);
                    words.set(words.size() - 2, option.longestName() + "=maybe");
                    words.set(words.size() - 1, option.longestName() + "=1");
                    check(wrong, words);
                }
            }
        }
        assertEquals(List.of(), wrong, () -> wrong.size() + ":\n" + String.join("\n", wrong));
    }

    @Test
    void noArgumentNamesSomethingOfJava() {
        List<String> wrong = new ArrayList<>();
        for (CommandSpec command : commands()) {
            List<PositionalParamSpec> parameters = command.positionalParameters();
            for (int at = 0; at < parameters.size(); at++) {
                for (String value : VALUES) {
                    List<String> words = new ArrayList<>(List.of("--url", NOWHERE, command.name()));
                    for (int i = 0; i <= at; i++) {
                        words.add(i < at ? sample(parameters.get(i)) : value);
                    }
                    for (int i = at + 1;
                            i < parameters.size() && parameters.get(i).required();
                            i++) {
                        words.add(sample(parameters.get(i)));
                    }
                    check(wrong, words);
                }
            }
        }
        assertEquals(List.of(), wrong, () -> wrong.size() + ":\n" + String.join("\n", wrong));
    }

    @Test
    void noOptionOfAllCommandsNamesSomethingOfJava() throws IOException {
        Path latin = Files.write(home.resolve("latin"), new byte[] {'a', (byte) 0xe4, '\n'});
        Path empty = Files.createFile(home.resolve("empty"));
        List<String> values = new ArrayList<>(VALUES);
        values.addAll(List.of(
                latin.toString(),
                empty.toString(),
                "vm:",
                "vm:x?dta=1",
                "vm:x?data=/dev/zero",
                "vm:x?maxMessage=many",
                "tcp:",
                "tcp://",
                "tcp://host",
                "tcp://host:99999",
                "tcp://no.such.host.invalid:7270",
                "tcp://127.0.0.1:1?connectTimeout=x",
                "tls://127.0.0.1:1?tlsCa=/no/such/file",
                "tls://127.0.0.1:1?tlsCa=" + latin,
                "http://127.0.0.1:1",
                "java.lang.String",
                "java.util.List",
                "no.such.Factory"));
        List<String> wrong = new ArrayList<>();
        for (ArgSpec each : all.getCommandSpec().options()) {
            OptionSpec option = (OptionSpec) each;
            for (String value : values) {
                boolean makesOne = option.longestName().equals("--data") && !value.isEmpty() && value.indexOf('\0') < 0;
                if (option.arity().max() > 0 && !makesOne) { // a data directory of that name would be made
                    check(wrong, List.of(option.longestName() + "=" + value, "queues"));
                    check(wrong, List.of("--user=anna", option.longestName() + "=" + value, "browse", "orders"));
                    check(wrong, List.of("--factory=no.such.Factory", option.longestName() + "=" + value, "info"));
                }
            }
        }
        assertEquals(List.of(), wrong, () -> wrong.size() + ":\n" + String.join("\n", wrong));
    }

    @Test
    void noFileOfACommandWithoutAConnectionNamesSomethingOfJava() throws IOException {
        Path latin = Files.write(home.resolve("latin"), new byte[] {'a', (byte) 0xe4, '\n'});
        Path text = Files.writeString(home.resolve("text"), "what is this\nlisten = tcp://x\nheartbeat = x\n");
        List<String> wrong = new ArrayList<>();
        Path missing = home.resolve("missing");
        for (String file : List.of(
                latin.toString(),
                text.toString(),
                home.toString(),
                missing.toString(),
                "/dev/zero/x",
                "",
                "a\u0000b")) {
            check(wrong, List.of("serve", "--check", "--config", file));
            check(wrong, List.of("serve", "--check", "--listen", file));
            check(wrong, List.of("user", "list", "--config", file));
            check(wrong, List.of("user", "list", "--users", file));
            check(wrong, List.of("user", "add", "anna", "--users", file, "--password-file", file));
            check(wrong, List.of("init", latin + "/x"));
            check(wrong, List.of("manual", latin + "/x"));
            check(wrong, List.of("source", file));
            check(wrong, List.of("--url", "vm:wrong", "publish", "orders", "@" + file));
            check(wrong, List.of("--url", "vm:wrong", "publish", "orders", "@" + file, "--each", "json"));
            check(wrong, List.of("--url", "vm:wrong", "publish", "orders", "@" + file, "--each", "envelope"));
            check(wrong, List.of("--url", "vm:wrong", "publish", "orders", "@" + file, "--body", "map"));
            check(wrong, List.of("--url", "vm:wrong", "publish", "orders", "x", "--template", "--rows", file));
            check(wrong, List.of("--url", "vm:wrong", "export", "orders", file));
            check(wrong, List.of("--url", "vm:wrong", "import", "orders", file));
            check(wrong, List.of("--data", latin.toString(), "queues"));
            check(wrong, List.of("--data", latin + "/x", "queues"));
        }
        assertEquals(List.of(), wrong, () -> wrong.size() + ":\n" + String.join("\n", wrong));
    }

    /** What, which, and what to do. */
    @Test
    void aMessageSaysWhatIsWrongAndWhatToWrite() {
        String file = home.resolve("missing").toString();
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put("poll orders --max x", "invalid value for --max: 'x' is not a whole number");
        messages.put("queues -o xml", "invalid value for --output: 'xml' is not one of table, json, ndjson, csv, raw");
        messages.put("poll orders --ack=no", "invalid value for --ack: 'no' is not true or false; leave the value out");
        messages.put("poll orders --max", "--max needs a value: N");
        messages.put("poll", "missing argument: DEST");
        messages.put("poll orders --wait 1s --wait 2s", "--wait is given twice; give it once");
        messages.put("--set x info", "invalid value for --set: 'x' is not of the form NAME=VALUE");
        messages.put(
                "publish q x --property n:byte=200",
                "invalid value for --property: '200' is not a whole number from -128 to 127");
        messages.put("publish q @" + file, "no such file: " + file);
        messages.put("publish q @" + home, home + " is a directory; name a file in it");
        messages.put("publish q x --template --rows " + home, home + " is a directory; name a file in it");
        messages.put("source " + home, home + " is a directory; name a file in it");
        messages.put("user list --users " + home, home + " is a directory; name a file in it");
        messages.put("serve --check --config " + home, home + " is a directory; name a file in it");
        messages.put("--user a --password-file " + home + " info", home + " is a directory; name a file in it");
        messages.put("purge orders --max 0 --yes", "--max is 0; give at least 1");
        messages.put("context forget", "'forget' is not an action; valid actions: list, show, add, use, remove");
        messages.put("user forget", "'forget' is not an action; valid actions: add, passwd, remove, list");
        messages.put(
                "--url tcp://no.such.host.invalid:1 info",
                "the host 'no.such.host.invalid' is not known; check its name");
        messages.forEach((line, message) -> {
            Ran ran = Ran.on(home.resolve("data"), "", line.split(" "));
            assertEquals("restante: " + message, ran.err().lines().findFirst().orElse(""), line);
        });
    }

    @Test
    void aNumberIsAWholeNumberAndHasItsBounds() {
        for (List<String> words : List.of(
                List.of("poll", "orders", "--max", "x"),
                List.of("publish", "orders", "x", "--priority", "high"),
                List.of("bench", "--producers", "1.5"),
                List.of("connections", "--end", "first"))) {
            Ran ran = Ran.on(home, "", words.toArray(String[]::new));
            assertEquals(ExitCode.USAGE, ran.code(), ran.err());
            assertTrue(ran.err().contains("'" + words.get(words.size() - 1) + "' is not a whole number"), ran.err());
        }
        assertTrue(Ran.on(home, "", "poll", "orders", "--max", "99999999999999999999")
                .err()
                .contains("'99999999999999999999' is too large"));
    }
}
