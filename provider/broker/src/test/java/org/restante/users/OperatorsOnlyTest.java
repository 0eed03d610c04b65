package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.link.AdminRequest;
import org.restante.link.Filter;
import org.restante.link.Link;
import org.restante.link.LinkUri;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;

/** A broker that admits operators only, so that what waits there can be looked at and purged. */
final class OperatorsOnlyTest {

    private static final String PERMISSIONS = """
            allow anna all everything
            allow bert send,receive queue:orders
            allow carl administer queue:>
            """;

    @TempDir
    private Path folder;

    private UsersFixture start(String option) {
        return new UsersFixture(
                "operators-only",
                folder,
                "&data=" + folder.resolve("data") + option,
                PERMISSIONS,
                "anna",
                "bert",
                "carl");
    }

    private static Reply connect(UsersFixture broker, String user, String password) throws Exception {
        Link link = LinkUri.parse(broker.uri()).open(event -> {});
        try {
            return UsersFixture.ask(link, new Request.Connect(user, password, new UUID(1, 1)));
        } finally {
            link.close();
        }
    }

    @Test
    void admitsWhoMayAdministerEverythingAndNobodyElse() throws Exception {
        try (UsersFixture broker = start("")) {
            assertInstanceOf(
                    Reply.Done.class, UsersFixture.ask(broker.as("bert"), new Request.Send(broker.message("orders"))));
        }
        try (UsersFixture broker = start("&operatorsOnly=true")) {
            for (String user : new String[] {"bert", "carl"}) {
                Reply.Refused refused = assertInstanceOf(Reply.Refused.class, connect(broker, user, "tea"));
                assertEquals(Problem.RESOURCE_LIMIT, refused.problem()); // a client that reconnects tries again
                assertTrue(refused.reason().contains("operatorsOnly"), refused.reason());
            }
            Reply.Refused wrong = assertInstanceOf(Reply.Refused.class, connect(broker, "bert", "wrong"));
            assertEquals(Problem.SECURITY, wrong.problem());
            Reply.Swept purged = assertInstanceOf(
                    Reply.Swept.class,
                    UsersFixture.ask(
                            broker.as("anna"),
                            new AdminRequest.Sweep(
                                    AdminRequest.Act.PURGE,
                                    Place.of(Address.queue("orders")),
                                    null,
                                    Filter.ANY,
                                    AdminRequest.ALL,
                                    null,
                                    AdminRequest.ALL)));
            assertEquals(1, purged.messages());
        }
        try (UsersFixture broker = start("")) {
            assertInstanceOf(Reply.Connected.class, connect(broker, "bert", "tea"));
        }
    }

    @Test
    void needsPermissions() {
        String reason = assertThrows(
                        IllegalArgumentException.class, () -> Restante.start("vm:operators-only?operatorsOnly=true"))
                .getMessage();
        assertTrue(reason.contains("needs the option 'permissions'"), reason);
        assertTrue(reason.contains("listen at an address that they do not have"), reason);
    }
}
