package org.restante.admin;

/**
 * A message of which copies are sent again and again.
 *
 * @param id the message identifier under which it was sent
 * @param destination where its copies go, as {@code queue:orders}
 * @param sent how many copies have been sent
 */
public record Schedule(String id, String destination, int sent) {}
