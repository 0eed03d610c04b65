package org.restante.tcp;

import org.restante.message.Decoder;

/** A request has more deliveries or messages than one may. It is well formed otherwise, so it is refused and its connection goes on. */
public final class TooManyPartsException extends Decoder.MalformedException {

    private static final long serialVersionUID = 1L;

    /** @param what the parts, for a message */
    TooManyPartsException(String what, int count, int most) {
        super("the request has " + count + " " + what + "; one has at most " + most);
    }
}
