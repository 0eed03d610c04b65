package org.restante.documents;

import org.restante.documents.Drawing.Anchor;
import org.restante.documents.Drawing.Area;
import org.restante.documents.Drawing.Kind;

/** The pictures of the README: how a message travels, and the three ways to run a broker. */
final class Pictures {

    private static final int WIDTH = 880;

    private Pictures() {}

    /** A queue with its dead-letter queue, and a topic with two subscriptions. */
    static String messages() {
        Drawing drawing = new Drawing(
                WIDTH,
                472,
                "A message of a queue goes to one consumer, and to the dead-letter queue after its last delivery; a message of a"
                        + " topic goes to each subscription and waits there.");
        queue(drawing);
        topic(drawing);
        return drawing.svg();
    }

    private static void queue(Drawing drawing) {
        drawing.text(24, 36, Anchor.START, "title", "Queue: each message goes to one consumer");
        drawing.box(new Area(24, 70, 130, 52), Kind.CLIENT, "shop", "producer");
        drawing.queue(new Area(260, 66, 210, 60), Kind.BROKER, "queue:orders", 6);
        drawing.box(new Area(690, 44, 166, 48), Kind.CLIENT, "worker 1", "acknowledges: gone");
        drawing.box(new Area(690, 106, 166, 48), Kind.CLIENT, "worker 2", "gives it back");
        drawing.arrow("M154 96 H258").text(206, 88, Anchor.MIDDLE, "note", "send");
        drawing.arrow("M470 88 C580 88 580 68 688 68").text(570, 68, Anchor.MIDDLE, "note", "deliver");
        drawing.arrow("M470 100 C580 100 580 120 688 120");
        drawing.dashedArrow("M690 142 C600 166 500 174 436 128");
        drawing.text(500, 184, Anchor.START, "note", "given back, or its consumer is lost: it comes again,");
        drawing.text(500, 201, Anchor.START, "note", "marked JMSRedelivered, with its delivery count");
        drawing.queue(new Area(260, 186, 210, 60), Kind.DEAD, "queue:DLQ.orders", 1);
        drawing.arrow("M310 126 V184");
        drawing.text(300, 152, Anchor.END, "note", "10 deliveries,");
        drawing.text(300, 168, Anchor.END, "note", "none acknowledged");
        drawing.dashedArrow("M366 186 V128").text(374, 164, Anchor.START, "note", "retry");
    }

    private static void topic(Drawing drawing) {
        drawing.text(24, 292, Anchor.START, "title", "Topic: each subscription gets each message");
        drawing.box(new Area(24, 352, 130, 52), Kind.CLIENT, "newsroom", "producer");
        drawing.box(new Area(230, 352, 120, 52), Kind.BROKER, "topic:news", "stored once");
        drawing.queue(new Area(420, 310, 190, 60), Kind.BROKER, "anna, durable", 5);
        drawing.queue(new Area(420, 388, 190, 60), Kind.BROKER, "audit, shared", 2);
        drawing.box(new Area(690, 314, 166, 52), Kind.ABSENT, "anna, away", "her messages wait");
        drawing.box(new Area(690, 376, 166, 36), Kind.CLIENT, "auditor 1");
        drawing.box(new Area(690, 420, 166, 36), Kind.CLIENT, "auditor 2");
        drawing.arrow("M154 378 H228").text(191, 370, Anchor.MIDDLE, "note", "publish");
        drawing.arrow("M350 370 C390 370 380 340 418 340");
        drawing.arrow("M350 386 C390 386 380 418 418 418");
        drawing.dashedArrow("M610 340 H688");
        drawing.arrow("M610 412 C650 412 650 394 688 394");
        drawing.arrow("M610 424 C650 424 650 438 688 438");
    }

    /** One process, several processes on one directory, a server. */
    static String waysToRun() {
        Drawing drawing = new Drawing(
                WIDTH,
                352,
                "Three ways to run: a broker inside the application; several processes that share a data directory, one of which"
                        + " runs the broker; a server, reached over TCP or TLS.");
        embedded(drawing);
        shared(drawing);
        server(drawing);
        return drawing.svg();
    }

    private static void heading(Drawing drawing, int x, String title, String uri) {
        drawing.text(x, 36, Anchor.START, "title", title).text(x, 60, Anchor.START, "code", uri);
    }

    private static void embedded(Drawing drawing) {
        heading(drawing, 24, "Inside the application", "vm:shop?data=DIR");
        drawing.frame(new Area(24, 78, 236, 150), "one process");
        drawing.box(new Area(38, 122, 98, 52), Kind.CLIENT, "application");
        drawing.box(new Area(172, 122, 74, 52), Kind.BROKER, "broker");
        drawing.arrow("M136 148 H170");
        drawing.directory(new Area(164, 262, 90, 48), "DIR");
        drawing.arrow("M209 174 V260");
        drawing.text(24, 336, Anchor.START, "note", "vm:shop alone keeps all in memory");
    }

    private static void shared(Drawing drawing) {
        heading(drawing, 312, "Several processes, one directory", "vm:shop?data=DIR");
        drawing.frame(new Area(312, 78, 122, 150), "the holder");
        drawing.box(new Area(324, 106, 98, 40), Kind.CLIENT, "application");
        drawing.box(new Area(336, 172, 74, 40), Kind.BROKER, "broker");
        drawing.arrow("M373 146 V170");
        drawing.frame(new Area(450, 78, 122, 150), "attached");
        drawing.box(new Area(462, 106, 98, 40), Kind.CLIENT, "application");
        drawing.arrow("M511 146 C511 192 480 192 412 192");
        drawing.text(486, 214, Anchor.START, "note", "Unix socket");
        drawing.directory(new Area(328, 262, 90, 48), "DIR");
        drawing.arrow("M373 212 V260");
        drawing.text(312, 336, Anchor.START, "note", "the holder ends: another takes over");
    }

    private static void server(Drawing drawing) {
        heading(drawing, 620, "A server", "tcp://HOST:7270  tls://HOST:7270");
        drawing.box(new Area(620, 82, 104, 40), Kind.CLIENT, "application");
        drawing.box(new Area(752, 82, 104, 40), Kind.CLIENT, "shell");
        drawing.frame(new Area(640, 150, 196, 78), "restante serve");
        drawing.box(new Area(701, 178, 74, 40), Kind.BROKER, "broker");
        drawing.arrow("M664 122 C664 190 672 198 699 198");
        drawing.arrow("M812 122 C812 190 804 198 777 198");
        drawing.directory(new Area(693, 262, 90, 48), "DIR");
        drawing.arrow("M738 218 V260");
        drawing.text(620, 336, Anchor.START, "note", "clients need restante-client only");
    }
}
