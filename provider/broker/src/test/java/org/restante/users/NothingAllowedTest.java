package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.CaseSamples;
import org.restante.admin.Admin;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.DestinationStatus;
import org.restante.link.Filter;
import org.restante.link.Link;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;

/** Each kind of request, asked by a user whom no permission allows anything, about what belongs to another user. */
final class NothingAllowedTest {

    private static final BranchId BRANCH = BranchId.of(1, new byte[] {1}, new byte[] {2});

    /** The kinds that are about the asker's own link, or whose answer is reduced to what the asker may see: the answer. */
    private static final Map<Class<?>, String> ANSWERED = Map.ofEntries(
            Map.entry(Request.Connect.class, "ILLEGAL_STATE"), // the link is connected
            Map.entry(Request.CloseConsumer.class, "Done"),
            Map.entry(Request.Credit.class, "Done"), // of a consumer that is not there
            Map.entry(Request.Drain.class, "Done"),
            Map.entry(Request.Recover.class, "Done"),
            Map.entry(Request.Reclaim.class, "ILLEGAL_STATE"), // into a consumer that is not there
            Map.entry(Request.CloseSession.class, "Done"),
            Map.entry(Request.CreateTemporary.class, "Created"),
            Map.entry(Request.DeleteTemporary.class, "INVALID_DESTINATION"), // of another connection
            Map.entry(Request.Status.class, "Statuses[statuses=[]]"),
            Map.entry(BranchRequest.Prepared.class, "Branches[branches=[]]"));

    private static final String HEAD = """
            | request | needs | answer to a user whom no permission allows anything |
            |---|---|---|
            """;

    private static final Map<Class<?>, String> ANSWER_NOTES = Map.of(
            Reply.Done.class, ", without effect",
            Reply.Created.class, ", its own",
            Reply.Statuses.class, ", empty",
            Reply.Branches.class, ", empty");

    @TempDir
    private Path folder;

    /**
     * The document's table of all kinds of requests; {@code -Ddocs.permissions=write} writes it.
     *
     * @param answers by the name of the kind
     */
    private static void assertDocumented(Map<String, String> answers) throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        answers.forEach((kind, answer) ->
                table.append("| `").append(kind).append("` | ").append(answer).append(" |\n"));
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        Path document = top.resolve("docs/security.md");
        String text = Files.readString(document);
        int begin = text.indexOf(HEAD);
        int end = text.indexOf("\n\n", begin) + 1;
        assertTrue(begin > 0 && end > begin, "docs/security.md has no table that begins with " + HEAD);
        if ("write".equals(System.getProperty("docs.permissions"))) {
            Files.writeString(document, text.substring(0, begin) + table + text.substring(end));
        } else {
            assertEquals(
                    table.toString(),
                    text.substring(begin, end),
                    "docs/security.md is not current; write it with -Ddocs.permissions=write");
        }
    }

    private static String row(CaseSamples.Stated stated, Reply reply) {
        String permission = stated.permission().equals("free") ? "none" : "`" + stated.permission() + "`";
        String answer = reply.getClass().getSimpleName() + ANSWER_NOTES.getOrDefault(reply.getClass(), "");
        return permission + " | "
                + (reply instanceof Reply.Refused refused ? "refused: `" + refused.problem() + "`" : answer);
    }

    @Test
    void isRefusedOrSeesNothingAndChangesNothing() throws IOException {
        String allowed = "allow anna all everything\n";
        try (UsersFixture broker = new UsersFixture("nothing", folder, "", allowed, "anna", "eve")) {
            Link anna = broker.as("anna");
            fill(broker, anna);
            Set<Class<?>> refused = new HashSet<>();
            Map<String, String> table = new TreeMap<>();
            for (CaseSamples.Stated stated : CaseSamples.requests()) {
                Request request = own(stated.request());
                List<String> before = contents(broker);
                Reply answer = UsersFixture.ask(broker.as("eve"), request);
                assertAnswer(request, answer, refused);
                table.put(name(request), row(stated, answer));
                assertEquals(before, contents(broker), request.toString());
                if (stated.once()) {
                    Reply reply = UsersFixture.ask(broker.as("eve"), new Request.Once(1, 1, request));
                    assertAnswer(request, reply, refused);
                    assertEquals(before, contents(broker), request.toString());
                }
            }
            assertEquals(CaseSamples.requests().size(), refused.size() + ANSWERED.size());
            assertDocumented(table);
        }
    }

    @Test
    void temporaryDestinationsOfOthersAreNotSeen() {
        try (UsersFixture broker = new UsersFixture(
                "private",
                folder,
                "",
                "allow anna browse queue:>\nallow ben browse queue:>\nallow operator all everything\n",
                "anna",
                "ben",
                "operator")) {
            Reply.Created made = (Reply.Created)
                    UsersFixture.ask(broker.as("anna"), new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE));
            Place place = Place.of(made.address());
            Link ben = broker.as("ben");
            Link operator = broker.as("operator");
            Reply all = UsersFixture.ask(ben, new AdminRequest.Destinations(null, 0));
            assertTrue(!all.toString().contains(made.address().name()), all.toString());
            for (Request request : List.of(
                    new AdminRequest.Destinations(made.address(), 0),
                    new AdminRequest.Look(place, Filter.ANY, 1, null, AdminRequest.ALL),
                    new AdminRequest.Messages(place, false, null))) {
                Reply.Refused refused = assertInstanceOf(Reply.Refused.class, UsersFixture.ask(ben, request));
                assertEquals(Problem.SECURITY, refused.problem(), refused.reason());
                assertTrue(!(UsersFixture.ask(operator, request) instanceof Reply.Refused), request.toString());
            }
        }
    }

    /** What each request would use or end: a message in flight, a prepared branch, a durable subscription. */
    private static void fill(UsersFixture broker, Link anna) {
        must(anna, new Request.Identify("client"));
        must(anna, new Request.Send(broker.message("queue:a")));
        must(anna, new Request.Send(broker.message("queue:a")));
        must(
                anna,
                new Request.OpenConsumer(
                        1, 1, CaseSamples.TOPIC, null, false, new Request.Subscription("s", true, false)));
        must(anna, new Request.CloseConsumer(1, List.of()));
        Link shared = broker.as("anna");
        Request.Subscription team = new Request.Subscription("team", true, true);
        must(shared, new Request.OpenConsumer(1, 1, CaseSamples.TOPIC, null, false, team));
        shared.close();
        must(anna, new Request.OpenConsumer(1, 2, CaseSamples.QUEUE, null, false, null));
        must(anna, new Request.Credit(2, 1, 1000));
        must(anna, new Request.Drain(2));
        must(anna, new BranchRequest.Prepare(BRANCH, List.of(broker.message("queue:a")), List.of()));
        assertInstanceOf(
                Reply.Created.class, UsersFixture.ask(anna, new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE)));
    }

    @Test
    void whoSettlesWhatIsNotTheirsIsAuditedEachTimeTheNumberHasDoubled() {
        try (UsersFixture broker =
                new UsersFixture("audited", folder, "", "allow anna all everything\n", "anna", "eve")) {
            Link eve = broker.as("eve");
            for (int i = 0; i < 5; i++) {
                assertInstanceOf(Reply.Refused.class, UsersFixture.ask(eve, acknowledgement()));
            }
            List<String> lines = broker.audited();
            assertEquals(3, lines.size(), lines.toString());
            assertTrue(lines.get(2).contains("user=\"eve\""), lines.get(2));
            assertTrue(lines.get(2).contains("Acknowledge[") && lines.get(2).endsWith("refused=4"), lines.get(2));
        }
    }

    private static Request acknowledgement() {
        return new Request.Acknowledge(1, List.of(CaseSamples.TAG));
    }

    private static String name(Request request) {
        return request.getClass().getSimpleName();
    }

    private static void must(Link link, Request request) {
        assertInstanceOf(Reply.Done.class, UsersFixture.ask(link, request));
    }

    /** The sample, or one that concerns what there is. */
    private static Request own(Request request) {
        if (request instanceof Request.Unsubscribe) {
            return new Request.Unsubscribe("team");
        }
        return request instanceof Request.Identify ? new Request.Identify("client") : request;
    }

    private static List<String> contents(UsersFixture broker) {
        try (Admin admin = Admin.connect(broker.uri(), "anna", "tea")) {
            List<String> all = admin.destinations().stream()
                    .filter(status -> !status.address().kind().isTemporary())
                    .map(NothingAllowedTest::words)
                    .toList();
            assertTrue(all.size() >= 3, all.toString());
            return all;
        }
    }

    private static String words(DestinationStatus status) {
        return status.address() + " " + status.subscription() + " " + status.paused() + " " + status.counts();
    }

    private static void assertAnswer(Request request, Reply reply, Set<Class<?>> refused) {
        String expected = ANSWERED.get(request.getClass());
        if (reply instanceof Reply.Refused refusal) {
            String problem = expected == null ? Problem.SECURITY.name() : expected;
            assertEquals(problem, refusal.problem().name(), request + ": " + refusal.reason());
        } else {
            assertNotNull(expected, request + " was answered by " + reply);
            assertTrue(reply.toString().startsWith(expected), request + " was answered by " + reply);
        }
        if (expected == null) {
            refused.add(request.getClass());
        }
    }
}
