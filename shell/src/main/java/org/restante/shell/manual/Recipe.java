package org.restante.shell.manual;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Commands for a common task, as lines of a POSIX shell. A test runs each of them. Immutable.
 *
 * @param title the task
 * @param about what to know before the lines are used; empty for nothing
 */
record Recipe(String title, String about, List<String> lines) {

    private static final String INDENT = "    ";
    private static final String HEAD =
            "These are commands for the system's shell; at the prompt they go without 'restante' and without pipes.\n\n";

    private static List<Recipe> all() {
        return Stream.of(receiving(), copying(), delivering(), operating())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Recipe> receiving() {
        return List.of(
                of(
                        "See what waits; it stays in the queue",
                        "",
                        "restante browse orders --max 20",
                        "restante browse orders --selector \"region = 'north'\" --format '{id} {body}'"),
                of(
                        "Send the lines of a file, the elements of a JSON array, the rows of a table",
                        "",
                        "restante publish orders - < orders.txt",
                        "restante publish orders @orders.json --each json",
                        "restante publish orders '{\"id\":${row.id}}' --template --rows orders.csv"),
                of(
                        "Give each waiting message to a command, and remove it",
                        "A message is removed once its line is written; exit code 3 means that none waited.",
                        "restante poll orders --ack --max 1000 --format '{body}' | while read -r line; do",
                        "  echo \"handled $line\"",
                        "done"),
                of(
                        "Wait in a script for a message",
                        "",
                        "restante poll ready --wait 1h --ack || echo 'nothing came in an hour'"));
    }

    private static List<Recipe> copying() {
        return List.of(
                of(
                        "Copy messages to another broker",
                        "Properties and headers come along; each copy has a new identifier. In place of --data, --url names a"
                                + " server.",
                        "restante browse orders --output ndjson |",
                        "  restante --data ./other publish orders - --each envelope"),
                of(
                        "Change messages on the way",
                        "With --json-body a body that is JSON is a value of the line, so that jq and others can change it: jq -c"
                                + " '.body.item = \"coffee\"'.",
                        "restante browse orders --output ndjson --json-body | sed 's/\"item\":\"tea\"/\"item\":\"coffee\"/' |",
                        "  restante publish orders.changed - --each envelope"),
                of(
                        "Save a queue in a file, and put it back",
                        "Identifiers and delivery counts are kept; a message that waits there already is skipped.",
                        "restante export orders orders.jsonl",
                        "restante import orders orders.jsonl"),
                of(
                        "See why messages were dead-lettered, and send them to their queue again",
                        "",
                        "restante browse DLQ.jobs --format '{id} {properties.JMS_RESTANTE_REASON}'",
                        "restante retry DLQ.jobs --yes"));
    }

    private static List<Recipe> delivering() {
        return List.of(
                of(
                        "Deliver at most 5 times, a second apart; keep the newest 1,000 messages of a log",
                        "A message delivered too often is dead-lettered.",
                        "restante settings 'orders.>' maxDeliveries=5 redeliveryDelay=1000",
                        "restante settings audit maxMessages=1000 whenFull=drop-oldest"),
                of(
                        "Send several messages or none",
                        "",
                        "printf '%s\\n' begin 'publish orders one' 'publish invoices two' commit | restante"),
                of(
                        "Follow one message through its deliveries",
                        "",
                        "id=$(restante publish orders tea)",
                        "restante status \"$id\""),
                of(
                        "Send a message later, or each morning",
                        "",
                        "restante publish orders tea --delay 1h",
                        "restante publish reports daily --property JMS_RESTANTE_CRON='0 6 * * *'",
                        "restante schedule"),
                of(
                        "Keep the messages of a topic while nobody listens",
                        "",
                        "restante create topic:news --subscription anna",
                        "restante publish topic:news 'tea is cheap'",
                        "restante poll topic:news --durable anna --ack --max 10"));
    }

    private static List<Recipe> operating() {
        return List.of(
                of(
                        "Answer requests with a command",
                        "",
                        "restante reply prices --exec 'tr a-z A-Z' --max 1 &",
                        "restante request prices tea --timeout 30s",
                        "wait"),
                of("Empty a queue", "", "restante purge orders --dry-run", "restante purge orders --yes"),
                of("List queues for a program, the fullest first", "", "restante queues --sort -messages --output csv"),
                of("Measure the broker", "", "restante bench --count 1000 --size 100 --warm-up 0"));
    }

    private static Recipe of(String title, String about, String... lines) {
        return new Recipe(title, about, List.of(lines));
    }

    /** All recipes for the help. */
    static String help() {
        return HEAD + all().stream().map(Recipe::asText).collect(Collectors.joining("\n"));
    }

    private String asText() {
        String note = about.isEmpty() ? "" : about + "\n";
        return title + "\n" + note
                + lines.stream().map(line -> INDENT + line + "\n").collect(Collectors.joining());
    }
}
