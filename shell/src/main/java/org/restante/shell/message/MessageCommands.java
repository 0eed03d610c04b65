package org.restante.shell.message;

import java.time.InstantSource;
import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ShellSession;

/** What the shell does with messages. */
public final class MessageCommands {

    private MessageCommands() {}

    public static Catalogue of(ShellSession visit) {
        return new Catalogue("Messages")
                .add("publish", () -> new Publish(visit))
                .add("request", () -> new RequestCommand(visit))
                .add("reply", () -> new ReplyCommand(visit))
                .add("poll", () -> new Poll(visit))
                .add("held", () -> new HeldCommand(visit, InstantSource.system()))
                .add("ack", () -> new Ack(visit))
                .add("nack", () -> new Nack(visit))
                .add("recover", () -> new Recover(visit))
                .add("subscribe", () -> new Subscribe(visit))
                .add("unsubscribe", () -> new Unsubscribe(visit))
                .add("browse", () -> new Browse(visit))
                .add("tail", () -> new Tail(visit))
                .add("show", () -> new Show(visit))
                .add("begin", () -> new Begin(visit))
                .add("commit", () -> new Commit(visit))
                .add("rollback", () -> new Rollback(visit));
    }
}
