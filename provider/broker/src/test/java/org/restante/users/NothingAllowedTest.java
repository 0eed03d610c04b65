package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            Map.entry(Request.Acknowledge.class, "Done"), // of a delivery that is not this session's
            Map.entry(Request.Expired.class, "Done"),
            Map.entry(Request.Recover.class, "Done"),
            Map.entry(Request.Reclaim.class, "ILLEGAL_STATE"), // into a consumer that is not there
            Map.entry(Request.HandOver.class, "Done"),
            Map.entry(Request.CloseSession.class, "Done"),
            Map.entry(Request.CreateTemporary.class, "Created"),
            Map.entry(Request.DeleteTemporary.class, "INVALID_DESTINATION"), // of another connection
            Map.entry(Request.Status.class, "Statuses[statuses=[]]"),
            Map.entry(BranchRequest.Prepared.class, "Branches[branches=[]]"));

    @TempDir
    private Path folder;

    @Test
    void isRefusedOrSeesNothingAndChangesNothing() {
        String allowed = "allow anna all everything\n";
        try (UsersFixture broker = new UsersFixture("nothing", folder, "", allowed, "anna", "eve")) {
            Link anna = broker.as("anna");
            fill(broker, anna);
            Set<Class<?>> refused = new HashSet<>();
            for (CaseSamples.Stated stated : CaseSamples.requests()) {
                Request request = own(stated.request());
                List<String> before = contents(broker);
                assertAnswer(request, UsersFixture.ask(broker.as("eve"), request), refused);
                assertEquals(before, contents(broker), request.toString());
                if (stated.once()) {
                    Reply reply = UsersFixture.ask(broker.as("eve"), new Request.Once(1, 1, request));
                    assertAnswer(request, reply, refused);
                    assertEquals(before, contents(broker), request.toString());
                }
            }
            assertEquals(CaseSamples.requests().size(), refused.size() + ANSWERED.size());
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
