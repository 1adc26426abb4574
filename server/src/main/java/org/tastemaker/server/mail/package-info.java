/// Mail: whoever wants to tell somebody something hands it to [Mails] within a transaction; a job
/// sends it over SMTP, as text and HTML, and tries again for a day when the mail server is away.
/// Without a mail server, mails are files in the data folder. Knows no feature.
@NullMarked
package org.tastemaker.server.mail;

import org.jspecify.annotations.NullMarked;
