-- Mails until they are sent. What a mail says may be secret for a while (a link that resets a password), so that it stands here, where
-- nothing shows it, and not in the job that sends it; it goes when the job has ended.
create table mail_outbox (
  job        bigint      primary key references job on delete cascade,
  message_id uuid        not null default gen_random_uuid(),
  written_at timestamptz not null default now(),
  recipient  text        not null,
  subject    text        not null,
  text       text        not null,
  html       text        not null
);
