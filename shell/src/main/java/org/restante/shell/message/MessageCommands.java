package org.restante.shell.message;

import java.time.InstantSource;
import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ShellSession;

/** The commands for messages. */
public final class MessageCommands {

    private MessageCommands() {}

    public static Catalogue of(ShellSession session) {
        return new Catalogue("Messages")
                .add("publish", () -> new Publish(session))
                .add("request", () -> new RequestCommand(session))
                .add("reply", () -> new ReplyCommand(session))
                .add("poll", () -> new Poll(session))
                .add("held", () -> new HeldCommand(session, InstantSource.system()))
                .add("ack", () -> new Ack(session))
                .add("nack", () -> new Nack(session))
                .add("recover", () -> new Recover(session))
                .add("subscribe", () -> new Subscribe(session))
                .add("unsubscribe", () -> new Unsubscribe(session))
                .add("browse", () -> new Browse(session))
                .add("tail", () -> new Tail(session))
                .add("show", () -> new Show(session))
                .add("begin", () -> new Begin(session))
                .add("commit", () -> new Commit(session))
                .add("rollback", () -> new Rollback(session));
    }
}
