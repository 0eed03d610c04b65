package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.link.AdminRequest;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

final class AccessTest {

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    /** Answers all it is asked. */
    private static final class OpenLink implements Link {
        private final List<Request> asked = new ArrayList<>();
        private final List<Request> connects = new ArrayList<>();
        private Reply answer = new Reply.Done();

        @Override
        public CompletionStage<Reply> request(Request request) {
            if (request instanceof Request.Connect) {
                connects.add(request);
                return CompletableFuture.completedFuture(new Reply.Connected(1, 7, 1000));
            }
            asked.add(request);
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public void close() {}
    }

    private final OpenLink open = new OpenLink();
    private @Nullable String certified;

    private Link as(String user, String permissions) throws IOException {
        Path file = folder.resolve("permissions");
        Files.writeString(file, permissions);
        Link link = new Access(null, Permissions.open(file, nanos::get)).guard(open, "10.0.0.1:7", certified);
        link.request(new Request.Connect(user, "secret"));
        return link;
    }

    private static Reply ask(Link link, Request request) {
        return link.request(request).toCompletableFuture().join();
    }

    private static Request.Send send(Address to) {
        Header header = new Header(new MessageId(1, 2, 3), to, true, 4, 0, 0, 0, null, null, null);
        return new Request.Send(Envelope.of(header, Map.of(), BodyKind.NONE, null));
    }

    private static void assertRefused(Reply reply, String... words) {
        Reply.Refused refused = assertInstanceOf(Reply.Refused.class, reply);
        assertEquals(Problem.SECURITY, refused.problem());
        for (String word : words) {
            assertTrue(refused.reason().contains(word), refused.reason());
        }
    }

    @Test
    void everyPartOfARequestIsToBeAllowed() throws IOException {
        Link link = as("anna", "allow anna send queue:mine\n");
        Request.Send mine = send(Address.queue("mine"));
        Request.Send other = send(Address.queue("other"));

        assertInstanceOf(Reply.Done.class, ask(link, mine));
        assertInstanceOf(Reply.Done.class, ask(link, new Request.Once(1, 1, mine)));
        assertRefused(ask(link, other), "anna", "send", "queue:other");
        assertRefused(ask(link, new Request.Once(2, 1, other)), "send");
        assertRefused(ask(link, new Request.Commit(1, List.of(mine.message(), other.message()), List.of())), "send");
        assertRefused(ask(link, new Request.OpenConsumer(1, 2, Address.queue("mine"), null, false, null)), "receive");
        assertRefused(ask(link, new Request.Browse(Address.queue("mine"), null, null, 10, 0)), "browse");
        assertRefused(ask(link, new AdminRequest.Create(Address.queue("mine"))), "administer", "queue:mine");
        assertRefused(ask(link, new AdminRequest.Connections(0)), "administer", "as a whole");
        assertEquals(2, open.asked.size());
    }

    @Test
    void whatConcernsOnlyTheLinkAndItsTemporaryDestinationsIsFree() throws IOException {
        Link link = as("anna", "");

        assertInstanceOf(Reply.Done.class, ask(link, new Request.Identify("c")));
        assertInstanceOf(Reply.Done.class, ask(link, send(Address.parse("temp-queue:1-2"))));
        assertInstanceOf(Reply.Done.class, ask(link, new Request.Drain(1)));
    }

    @Test
    void aChangedFileHoldsForOpenLinksFromTheNextSecondOn() throws IOException {
        Link link = as("anna", "allow anna send queue:a\n");
        assertInstanceOf(Reply.Done.class, ask(link, send(Address.queue("a"))));

        Path file = folder.resolve("permissions");
        Files.writeString(file, "# nobody may anything\n");
        assertInstanceOf(Reply.Done.class, ask(link, send(Address.queue("a"))));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertRefused(ask(link, send(Address.queue("a"))), "send");

        Files.writeString(file, "this is nothing\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertRefused(ask(link, send(Address.queue("a"))), "send");
    }

    @Test
    void beforeTheLoginEverythingIsRefusedWithoutAWordAboutTheBroker() throws IOException {
        Path users = folder.resolve("users");
        new UserFile(users).put("anna", "tea");
        Link link = new Access(Users.open(users, false), null).guard(open, "10.0.0.1:7", certified);

        assertRefused(ask(link, new AdminRequest.Info()), "nobody has connected");
        Reply wrong = ask(link, new Request.Connect("anna", "coffee"));
        Reply unknown = ask(link, new Request.Connect("bob", "coffee"));
        assertEquals(wrong, unknown);
        assertTrue(open.asked.isEmpty());
        assertTrue(open.connects.isEmpty());
    }

    @Test
    void consumerOfAConversationThatGoesOnOverAnotherLinkGetsNoMoreEither() throws IOException {
        Path file = Files.writeString(folder.resolve("permissions"), "allow anna receive queue:a\n");
        Access access = new Access(null, Permissions.open(file, nanos::get));
        Request.Connect connect = new Request.Connect("anna", "secret", new UUID(1, 2));
        Link first = access.guard(open, "10.0.0.1:7", certified);
        first.request(connect);
        assertInstanceOf(
                Reply.Done.class, ask(first, new Request.OpenConsumer(1, 2, Address.queue("a"), null, false, null)));

        Link second = access.guard(open, "10.0.0.1:8", certified);
        second.request(connect);
        assertInstanceOf(Reply.Done.class, ask(second, new Request.Credit(2, 1, 1000)));
        Files.writeString(file, "# nobody may anything\n");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertRefused(ask(second, new Request.Credit(2, 1, 1000)), "anna", "receive", "queue:a");
    }

    @Test
    void aConsumerGetsNoMoreWhenItsUserMayNotReceiveAnyMore() throws IOException {
        Link link = as("anna", "allow anna receive queue:a\n");
        assertInstanceOf(
                Reply.Done.class, ask(link, new Request.OpenConsumer(1, 2, Address.queue("a"), null, false, null)));
        assertInstanceOf(Reply.Done.class, ask(link, new Request.Credit(2, 1, 1000)));

        Files.writeString(folder.resolve("permissions"), "# nobody may anything\n");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertRefused(ask(link, new Request.Credit(2, 1, 1000)), "anna", "receive", "queue:a");
    }

    @Test
    void aConsumerThatWasNotOpenedIsNotFollowed() throws IOException {
        Link link = as("anna", "allow anna receive queue:a\n");
        Request consumer = new Request.OpenConsumer(1, 2, Address.queue("a"), null, false, null);
        open.answer = new Reply.Refused(Problem.INVALID_SELECTOR, "no");
        assertInstanceOf(Reply.Refused.class, ask(link, new Request.Once(1, 1, consumer)));
        open.answer = new Reply.Done();

        Files.writeString(folder.resolve("permissions"), "# nobody may anything\n");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertInstanceOf(Reply.Done.class, ask(link, new Request.Credit(2, 1, 1000)));
    }

    @Test
    void aListingHasWhatItsReaderMayBrowse() throws IOException {
        Link link = as("anna", "allow anna administer queue:mine.*\n");
        Map<Address, Settings> all =
                Map.of(Address.queue("mine.a"), Settings.NONE, Address.queue("theirs"), Settings.NONE);
        open.answer = new Reply.Configured(all);

        Reply.Configured seen = assertInstanceOf(Reply.Configured.class, ask(link, new AdminRequest.Configuration()));
        assertEquals(Set.of(Address.queue("mine.a")), seen.settings().keySet());
        assertRefused(ask(link, new AdminRequest.Destinations(Address.queue("theirs"), 0)), "browse");
    }

    @Test
    void nobodyAdministersQueuesOfOthersByTheirOwnSettings() throws IOException {
        Link link = as("anna", "allow anna administer queue:mine.>\n");
        Settings inside = Settings.of(Map.of("deadLetterQueue", "mine.dead.{name}"));
        Settings outside = Settings.of(Map.of("deadLetterQueue", "theirs"));

        assertInstanceOf(Reply.Done.class, ask(link, new AdminRequest.Configure(Address.queue("mine.*"), inside)));
        assertRefused(ask(link, new AdminRequest.Configure(Address.queue("mine.*"), outside)), "queue:theirs");
    }

    @Test
    void aUserWhoseLineIsGoneIsRefusedWhateverTheyAsk() throws IOException {
        Path file = folder.resolve("users");
        new UserFile(file).putCertified("anna");
        certified = "anna";
        Link link = new Access(Users.open(file, false, nanos::get), null).guard(open, "10.0.0.1:7", certified);
        assertInstanceOf(Reply.Connected.class, ask(link, new Request.Connect(null, null)));
        assertInstanceOf(Reply.Done.class, ask(link, new Request.Drain(1)));

        new UserFile(file).remove("anna");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertRefused(ask(link, new Request.Drain(1)), "anna", "not in the broker's file");
    }

    @Test
    void aCertificateStandsForThePasswordOfTheUserItNamesOnly() throws IOException {
        Path file = folder.resolve("users");
        new UserFile(file).putCertified("anna");
        new UserFile(file).putCertified("bob");
        Access access = new Access(Users.open(file, false), null);

        assertInstanceOf(
                Reply.Connected.class,
                ask(access.guard(open, "10.0.0.1:7", "anna"), new Request.Connect("anna", null)));
        assertEquals(List.of(new Request.Connect("anna", null)), open.connects);
        assertRefused(ask(access.guard(open, Access.HERE, "anna"), new Request.Connect("bob", null)), "wrong");
        assertRefused(ask(access.guard(open, Access.HERE, null), new Request.Connect("anna", null)), "wrong");
        assertRefused(ask(access.guard(open, Access.HERE, null), new Request.Connect("anna", "certificate")), "wrong");
        assertRefused(ask(access.guard(open, Access.HERE, "carl"), new Request.Connect(null, null)), "carl");
        assertEquals(1, open.connects.size());
    }

    @Test
    void onePlaceLeavesRoomForTheLoginsOfOthers() {
        FailedLogins failed = new FailedLogins(nanos::get);
        for (int i = 0; i < FailedLogins.MAX_AT_ONCE; i++) {
            assertTrue(failed.begin("10.0.0.1:" + i));
        }
        assertFalse(failed.begin("10.0.0.1:99"));
        assertTrue(failed.begin("10.0.0.2:7"));
        failed.end("10.0.0.1:3");
        assertTrue(failed.begin("10.0.0.1:99"));
    }

    @Test
    void eachWrongPasswordHalvesHowManyAreCheckedAtATime() {
        FailedLogins failed = new FailedLogins(nanos::get);
        for (int i = 0; i < 10; i++) {
            failed.add("10.0.0.1:7");
        }
        assertTrue(failed.begin("10.0.0.1:1"));
        assertFalse(failed.begin("10.0.0.1:2"));
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(2));
        assertTrue(failed.begin("10.0.0.1:2"));
    }

    @Test
    void passwordThatWasRightBeforeDoesNotWaitForThoseOfOthers() throws IOException {
        Path users = folder.resolve("users");
        new UserFile(users).put("anna", "tea");
        Access access = new Access(Users.open(users, false), null);
        assertEquals(
                Optional.empty(),
                access.check("anna", "tea", "10.0.0.1:1").toCompletableFuture().join());
        List<CompletableFuture<Optional<Reply.Refused>>> wrong = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            wrong.add(access.check("anna", "coffee" + i, "10.0.0.1:" + i).toCompletableFuture());
        }
        CompletableFuture<Optional<Reply.Refused>> right =
                access.check("anna", "tea", "10.0.0.1:2").toCompletableFuture();
        assertTrue(right.isDone());
        assertEquals(Optional.empty(), right.join());
        wrong.forEach(each -> assertTrue(each.join().isPresent()));
    }

    @Test
    void aSecondConnectIsRefused() throws IOException {
        Link link = as("anna", "");
        assertInstanceOf(Reply.Refused.class, ask(link, new Request.Connect("operator", "secret")));
    }

    @Test
    void wrongPasswordsTakeLongerEachTimeByWhereTheyComeFrom() {
        FailedLogins failed = new FailedLogins(nanos::get);
        assertEquals(
                List.of(250L, 500L, 1000L),
                List.of(failed.add("10.0.0.1:7"), failed.add("10.0.0.1:8"), failed.add("10.0.0.1:9")));
        assertEquals(250, failed.add("10.0.0.2:7"));
        for (int i = 0; i < 10; i++) {
            failed.add("10.0.0.1:7");
        }
        assertEquals(4000, failed.add("10.0.0.1:7"));
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(2));
        assertEquals(250, failed.add("10.0.0.1:7"));
    }

    @Test
    void nothingFromOutsideBreaksALineOfTheAuditLog() {
        assertEquals("\"a\\u000auser=\\\"x\\\"\\u2028\\\\\"", Audit.quote("a\nuser=\"x\"\u2028\\"));
        assertTrue(Audit.quote("x".repeat(10_000)).length() < 600);
    }

    @Test
    void whatOnlyLooksIsNotAudited() {
        assertTrue(Audit.isWorthALine(new AdminRequest.Create(Address.queue("a"))));
        assertFalse(Audit.isWorthALine(new AdminRequest.Info()));
        assertFalse(Audit.isWorthALine(new Request.Identify("a")));
    }

    @Test
    void changingAUserLeavesTheOtherLinesAsTheyAre() throws IOException {
        Path file = folder.resolve("there").resolve("users");
        UserFile users = new UserFile(file);
        assertTrue(users.put("anna", "tea"));
        Files.writeString(file, "# the night shift\n" + Files.readString(file));
        assertTrue(users.put("bob", "milk"));
        String bob = Files.readString(file).lines().skip(2).findFirst().orElseThrow();

        assertFalse(users.put("anna", "coffee"));
        assertEquals(List.of("anna", "bob"), users.names());
        assertEquals(
                "# the night shift", Files.readString(file).lines().findFirst().orElseThrow());
        assertEquals(bob, Files.readString(file).lines().skip(2).findFirst().orElseThrow());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(users.remove("anna"));
        assertFalse(users.remove("anna"));
        assertEquals(List.of("bob"), users.names());
        try (var left = Files.list(file.getParent())) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void nameThatIsTooLongIsRefusedBeforeItIsLookedUpAndIsNotInTheAnswer() throws IOException {
        Path file = Files.writeString(folder.resolve("permissions"), "allow anna receive queue:a\n");
        Grants grants = new Grants(Permissions.open(file, nanos::get), "eve");
        for (String name : List.of("n".repeat(4_097), "n".repeat(4_000_000))) {
            Reply.Refused refused =
                    grants.refusal(new Request.OpenConsumer(1, 1, Address.queue(name), null, false, null));
            assertEquals(Problem.INVALID_DESTINATION, refused.problem());
            assertTrue(refused.reason().length() < 300, refused.reason());
        }
        assertEquals(0, grants.remembered());
    }

    @Test
    void answersAreForgottenWithTheLinkAndTemporaryDestinationsAreNotFollowed() throws IOException {
        Path file = Files.writeString(folder.resolve("permissions"), "allow anna receive queue:a\n");
        Access access = new Access(null, Permissions.open(file, nanos::get));
        UUID conversation = new UUID(1, 2);
        for (boolean isLost : new boolean[] {true, false}) {
            Link link = access.guard(open, "10.0.0.1:7", certified);
            link.request(new Request.Connect("eve", "secret", conversation));
            for (int i = 0; i < 10; i++) {
                ask(link, new Request.OpenConsumer(1, i, Address.queue("queue-" + i), null, false, null));
                Address own = new Address(Address.Kind.TEMPORARY_QUEUE, "own-" + i);
                ask(link, new Request.OpenConsumer(1, 10 + i, own, null, false, null));
            }
            Grants grants = access.grants("eve", conversation);
            assertEquals(10, grants.remembered());
            assertEquals(0, grants.followedConsumers());
            if (isLost) {
                link.lose();
            } else {
                link.close();
            }
            assertEquals(0, grants.remembered());
        }
    }

    @Test
    void reasonOfARefusalIsCut() {
        Reply.Refused refused = new Reply.Refused(Problem.INVALID_DESTINATION, "x".repeat(4_000_000));
        assertEquals(16_384, refused.reason().length());
        assertTrue(refused.reason().endsWith("x…"));
    }
}
